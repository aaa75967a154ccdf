/** A year, unless `callerRetentionDays` of the city's settings says otherwise: long enough for the yearly scores and whatever is disputed. */
const standardDays = 365;
const dayMs = 86_400_000;

/** Orders that closed before this instant are done with: their callers' data is erased. */
export const erasedBefore = (now: string, settings: Readonly<Record<string, unknown>>): string => {
  const set = settings['callerRetentionDays'];
  const days = typeof set === 'number' && set > 0 ? set : standardDays;
  return new Date(Date.parse(now) - days * dayMs).toISOString();
};
