import type { SaidBin } from '#domain/said-and-true.ts';

/** A tenth of what was said. @param mean of what was said of each */
export const saidBin = (bin: number, answers: number, right: number, mean = (bin + 0.5) / 10, of: Partial<SaidBin> = {}): SaidBin => ({
  ...{ bin, answers, right, said: answers * mean, misdispatched: 0, looked: 0, heard: answers, asked: 0, questions: 0 },
  ...of,
});
