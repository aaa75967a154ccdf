import { stateOf } from '#db/errors.ts';
import type { App } from '../app-type.ts';
import { latelyOf } from '../lately.ts';
import { lineKey } from '../line-key.ts';
import { isPinAlone, matchReport } from '../match-report.ts';
import { together } from '../together.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { bodyHash } from './body-hash.ts';
import type { Sent } from './sent-report.ts';
import { type Taken, takeAlone } from './take-alone.ts';
import { type Coming, type Outcome, takeTogether } from './take-together.ts';

/** While the database works on some the server works on others; more at once only wait for each other on two cores. */
const atOnce = 2;
/** So many hold some seventy locks, and keep nobody waiting for long. */
const most = 16;

const intakes = new WeakMap<App, (one: Coming) => Promise<Outcome>>();

const intakeOf = (app: App): ((one: Coming) => Promise<Outcome>) => {
  const intake = intakes.get(app) ?? together<Coming, Outcome>((all) => takeTogether(app.pool, all), { most, atOnce });
  intakes.set(app, intake);
  return intake;
};

/**
 * Takes a report in: matched, joined to an open incident or given an order, committed before its number is told. With those that come at
 * the same time where it can be; alone where it cannot, or where that failed.
 */
export const takeReport = async (app: App, { line, ...sent }: Sent): Promise<Taken> => {
  const vocabulary = await vocabularyOf(app.pool);
  const lately = await latelyOf(app.pool, vocabulary, sent.now);
  const asked = { ...sent, vocabulary, lately, hash: bodyHash(sent.body), lineKey: await lineKey(app.pool, line) };
  if (sent.body.photoIds?.length) return takeAlone(app, asked, null);
  const matching = isPinAlone(sent.body) ? null : matchReport(app.pool, vocabulary, sent.body, lately);
  const matched = (await matching?.catch(() => null)) ?? null;
  if (matching && !matched) return takeAlone(app, asked, matching);
  const outcome = await intakeOf(app)({ asked, matched }).catch((error: unknown) => {
    app.log.warn({ code: stateOf(error) }, 'reports could not be taken together: each is taken alone');
    return { alone: matched };
  });
  return 'alone' in outcome ? takeAlone(app, asked, outcome.alone) : outcome;
};
