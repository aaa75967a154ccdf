import { whereFound } from '../found-shifts.ts';
import type { MatchContext } from '../observation.ts';
import type { LearnedTables, MatchPriors } from '../priors.ts';
import { findNewWords } from './find-new-words.ts';
import { learnAhead } from './learn-ahead.ts';
import { learnErrors } from './learn-errors.ts';
import { learnKinds } from './learn-kinds.ts';
import { learnNothing } from './learn-nothing.ts';
import { learnOwners } from './learn-owners.ts';
import { learnRates } from './learn-rates.ts';
import { learnSharpness } from './learn-sharpness.ts';
import { learnSlip } from './learn-slip.ts';
import { learnTrust } from './learn-trust.ts';
import { learnWords } from './learn-words.ts';
import { ownUsual } from './own-usual.ts';
import { howWritten, responsibilities } from './responsibilities.ts';
import type { Settled } from './settled.ts';

const rounds = 9;
/** After so many rounds it is known well enough who is meant for new words to be looked for. */
const newWordsAfter = 3;

/**
 * Learns from settled orders, by expectation and maximisation: who is answerable for each order as the priors stand, then each term anew from
 * that. What was found is itself believed only so far.
 * @param beside what past hours taught, settled or not (`learnHours`), of which these orders teach only how often the new version itself tells of each class; and how
 *   far what stands in a street, or came with a file, is found from its record (`learnShifts`)
 */
export const calibrate = (
  settled: readonly Settled[],
  context: MatchContext,
  { shifts = {}, ...hours }: Partial<Pick<LearnedTables, 'hours' | 'hoursUsual' | 'shifts'>> = {},
): MatchPriors => {
  const orders = settled.map((order) => ({ ...order, nearby: whereFound(order.nearby, shifts) }));
  let priors: MatchPriors = { ...context.priors, learned: { ...context.priors.learned, hours: [], hoursUsual: {}, ...hours, shifts: {} } };
  let isLooking = true;
  const owners = learnOwners(orders);
  const written = howWritten(orders);
  for (let round = 0; round < rounds; round++) {
    const now = { ...context, priors };
    const responsible = orders.map((order) => responsibilities(order, now, written));
    const rates = learnRates(priors, orders, responsible);
    const found: string[] = isLooking && round >= newWordsAfter && round < rounds - 1 ? findNewWords(orders, responsible, now) : [];
    isLooking &&= round < newWordsAfter || found.length > 0;
    const newWords = found.length === 0 ? priors.learned.newWords : [...priors.learned.newWords, ...found];
    const learned = {
      ...rates.learned,
      ...owners,
      errors: learnErrors(priors, orders, responsible),
      sharpness: learnSharpness(priors.learned.sharpness, responsible),
      nothingTold: learnNothing(orders, responsible, now),
      kindShares: learnKinds(orders, responsible, now),
      newWords,
      words: learnWords(orders, responsible, { ...now, priors: { ...priors, learned: { ...priors.learned, newWords } } }),
    };
    const trust = learnTrust(priors, orders, responsible, now);
    const plate = { ...priors.plate, slip: learnSlip(context.priors, orders, responsible) };
    const photo = { ...priors.photo, aheadM: learnAhead(context.priors, orders, responsible) };
    priors = { ...priors, ...rates, plate, photo, trust: trust.trust, learned: { ...learned, unknownSaid: trust.unknownSaid } };
  }
  return { ...priors, learned: { ...priors.learned, shifts, hoursUsual: ownUsual(priors.learned.hoursUsual, orders, { ...context, priors }) } };
};
