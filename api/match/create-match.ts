import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { MatchReply, MatchRequest } from '#domain/contract/match.ts';
import type { Lately } from '#domain/match/lately.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { latelyOf } from '../lately.ts';
import { isPinAlone, type MatchedReport, matchReport } from '../match-report.ts';
import { together } from '../together.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { knownBy } from './known-assets.ts';
import { tellMatch } from './tell-match.ts';

interface Asked {
  readonly vocabulary: Vocabulary;
  readonly lately: Lately | null;
  readonly asked: MatchRequest;
}
type Matching = (one: Asked) => Promise<PromiseSettledResult<MatchedReport>>;

/** As long as a connection is waited for: in that time a thousand are looked up, and who has waited longer is told so and may come again. */
const longestMs = 5_000;

const matchings = new WeakMap<App, Matching>();

/** Pins that are asked of at the same time are looked up by one statement. While the database looks for some the server weighs others. */
const matchingOf = (app: App): Matching => {
  const matching =
    matchings.get(app) ??
    together<Asked, PromiseSettledResult<MatchedReport>>(
      (all) => Promise.allSettled(all.map(({ vocabulary, asked, lately }) => matchReport(app.pool, vocabulary, asked, lately))),
      { most: 16, atOnce: 2, longestMs, tooLate: () => refuse('unavailable') },
    );
  matchings.set(app, matching);
  return matching;
};

const match = async (app: App, one: Asked): Promise<MatchedReport> => {
  if (!isPinAlone(one.asked)) return matchReport(app.pool, one.vocabulary, one.asked, one.lately);
  const matched = await matchingOf(app)(one);
  if (matched.status === 'rejected') throw matched.reason;
  return matched.value;
};

/** Answers whose it is; staff see the owners of what they may read, the public what can be seen there. */
export const answerMatch = async (
  app: App,
  asked: MatchRequest,
  { person, now }: { readonly person: Person | null; readonly now: string },
): Promise<MatchReply> => {
  const vocabulary = await vocabularyOf(app.pool);
  const lately = await latelyOf(app.pool, vocabulary, now);
  const matched = await match(app, { vocabulary, lately, asked });
  return tellMatch(vocabulary, matched, await knownBy(app.pool, person, matched));
};
