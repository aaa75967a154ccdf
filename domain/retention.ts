import { cityNumber } from './city-numbers.ts';

const dayMs = 86_400_000;

/** Orders that closed before this instant are done with: their callers' data is erased. */
export const erasedBefore = (now: string, settings: Readonly<Record<string, unknown>>): string => {
  const days = cityNumber(settings, 'callerRetentionDays');
  return new Date(Date.parse(now) - days * dayMs).toISOString();
};
