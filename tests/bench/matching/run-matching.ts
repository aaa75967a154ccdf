import type { Answer, Scored } from './answers.ts';
import { bestAnswer } from './best-answer.ts';
import type { Row } from './city-rows.ts';
import { type Channel, reportDrawer } from './draw-report.ts';
import type { DrawnReport } from './drawn-report.ts';
import { drawsOf } from './random.ts';
import { type SentReport, sayReport } from './say-report.ts';
import type { StatedCity } from './stated-city.ts';

/** Whoever answers reports; what is null cannot be answered. */
export type Answerer = (sent: SentReport, drawn: DrawnReport) => Promise<Answer> | Answer;

const pinErrorsM = [5, 10, 20, 40];
export const channels: readonly Channel[] = [
  ...pinErrorsM.map((nominalM) => ({ name: `pin ${nominalM} m`, nominalM, words: false, address: 'never' as const })),
  ...pinErrorsM.map((nominalM) => ({ name: `pin ${nominalM} m, words`, nominalM, words: true, address: 'sometimes' as const })),
  { name: 'telephone, address alone', nominalM: null, words: true, address: 'always' },
];

/** What is heard beside the usual: half a plate or one with a wrong character, and where a photo was taken. */
export const channelsBeside: readonly Channel[] = [
  { name: 'pin 20 m, part of a plate', nominalM: 20, words: false, address: 'never', plate: true },
  { name: 'pin 40 m, words, part of a plate', nominalM: 40, words: true, address: 'sometimes', plate: true },
  { name: 'pin 20 m, photo', nominalM: 20, words: false, address: 'never', photo: true },
  { name: 'photo alone, words', nominalM: null, words: true, address: 'never', photo: true },
];

export interface Drawn {
  readonly drawn: DrawnReport;
  readonly sent: SentReport;
  readonly best: ReadonlyMap<string | null, number>;
}

/** Reports of one channel with the best answers to them. */
export const drawChannel = (city: StatedCity, channel: Channel, reports: number, seed: number, from?: readonly Row[]): Drawn[] => {
  const draw = reportDrawer(city, drawsOf(seed), channel, from);
  return Array.from({ length: reports }, (_, i) => {
    const drawn = draw();
    return { drawn, sent: sayReport(city, drawn, seed + i), best: bestAnswer(city, drawn) };
  });
};

export const score = async (reports: readonly Drawn[], answerer: Answerer): Promise<Scored[]> => {
  const scored: Scored[] = [];
  for (const { drawn, sent, best } of reports) {
    const answer = await answerer(sent, drawn);
    scored.push({ answer, best, truth: drawn.truth.owner, district: drawn.truth.near.district, classCode: drawn.truth.near.classCode });
  }
  return scored;
};
