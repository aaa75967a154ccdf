import { inTransaction } from '#db/pool.ts';
import {
  beginHazardRound,
  deriveStretch,
  findNextEnd,
  type HazardRound,
  holdHazardRound,
  isImportWriting,
  saveHazardRound,
} from '#db/queries/assets/hazard-rounds.ts';
import { findCity } from '#db/queries/places/cities.ts';
import { takeJob } from '#db/queries/service/jobs.ts';
import type { Connection } from '#db/sql.ts';
import { type DerivingRules, derivingRulesOf } from '#domain/hazards.ts';
import type { App } from './app-type.ts';

/** Assets looked at in one transaction. */
const batch = 2_000;
/** Another server knows of new rules two seconds later, and what it writes meanwhile is derived by those before: a second pass begins so much later. */
const secondPassMs = 60_000;

/** The next pass begins, or ends the round: a pass that no writer of the old rules can have been beside is the last. */
const betweenPasses = async (client: Connection, round: HazardRound, now: string): Promise<boolean> => {
  if (round.isLast) {
    await saveHazardRound(client, { ...round, doneAt: now });
    return false;
  }
  const mayBegin = Date.parse(now) - Date.parse(round.seenAt) >= secondPassMs && !(await isImportWriting(client));
  await saveHazardRound(client, { ...round, beganAt: mayBegin ? now : null, isLast: mayBegin, upto: '' });
  return mayBegin;
};

const nextStretch = async (client: Connection, rules: DerivingRules, round: HazardRound, { now, most }: { now: string; most: number }): Promise<boolean> => {
  const upto = round.beganAt === null ? null : await findNextEnd(client, round.upto, most);
  if (upto === null) return betweenPasses(client, round, now);
  await deriveStretch(client, rules, { after: round.upto, upto });
  await saveHazardRound(client, { ...round, upto });
  return true;
};

/** One piece of the round; of two servers at once one does it. @returns whether there is more to do now */
const goOn = (app: App, most: number): Promise<boolean> =>
  inTransaction(app.pool, async (client) => {
    if (!(await takeJob(client, 'hazards'))) return false;
    const city = await findCity(client); // as it stands now: what a server remembers of it is two seconds old
    if (!city) return false;
    const rules = derivingRulesOf(city.settings.hazards);
    const round = await holdHazardRound(client, rules);
    const now = app.clock.now();
    if (!round?.isOfRules) {
      // Where there was no round nobody changed the rules under anybody's hands: one pass is enough.
      await beginHazardRound(client, rules, { at: now, isLast: round === undefined });
      return true;
    }
    return round.doneAt === null && nextStretch(client, rules, round, { now, most });
  });

/**
 * Puts the derived hazards of all assets right when the city asks something else of covers and nets (settings.hazards), piece by piece: any
 * server goes on where another stopped or was killed. @param isClosing a server that is stopped waits for the piece that it is at
 */
export const deriveHazards = async (app: App, isClosing: () => boolean = () => false, most = batch): Promise<void> => {
  while (!isClosing() && (await goOn(app, most)));
};
