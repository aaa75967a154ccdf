import { findAsset, findSurvivor } from '#db/queries/assets/assets.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { hazardRulesOf, verificationDueBefore } from '#domain/hazards.ts';
import { localDate, localTime } from '#domain/local-time.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { describeAsset, mayReadAsset, seenAsset } from './describe-asset.ts';
import { instantOf } from './read-query.ts';

/** The date before which a last look is too long ago, by the city's rules. */
export const dueBeforeIn = ({ city }: Vocabulary, at: string): string =>
  verificationDueBefore(hazardRulesOf(city.settings['hazards']), localDate(at, city.timeZone));

/**
 * What a number stands for: itself, or the asset it became part of; now or as it stood at a moment. Looking back is for staff.
 * @throws HttpError plate-unknown, before-the-record, not-signed-in, outside-scope
 */
export const getByNumber = async (app: App, person: Person | null, number: string, now: string, wantedAt: string | undefined) => {
  const at = wantedAt === undefined ? null : instantOf(wantedAt);
  if (at !== null && !person) throw refuse('not-signed-in');
  const present = (await findAsset(app.pool, number)) ?? (await findJoined(app, number));
  if (!present) throw refuse('plate-unknown', { field: 'id' });
  const asset = at === null ? await resolved(app, present) : await findAsset(app.pool, await findSurvivor(app.pool, number, at), at);
  if (!asset) throw await tooEarly(app, at ?? now);
  if (!person || !mayReadAsset(person, asset)) {
    if (at !== null) throw refuse('outside-scope');
    return seenAsset(asset, number);
  }
  return describeAsset(app.pool, person, asset, { askedFor: number, at, dueBefore: dueBeforeIn(await vocabularyOf(app.pool), at ?? now) });
};

/** What a number stands for that was never an asset's own. */
const findJoined = async (app: App, number: string) => {
  const bearer = await findSurvivor(app.pool, number);
  return bearer === number ? undefined : findAsset(app.pool, bearer);
};

/** The moment as the city's clocks showed it. */
const tooEarly = async (app: App, at: string) => {
  const { timeZone } = (await vocabularyOf(app.pool)).city;
  return refuse('before-the-record', { field: 'at', params: { at: `${localDate(at, timeZone)} ${localTime(at, timeZone).slice(0, 5)}` } });
};

const resolved = async (app: App, present: NonNullable<Awaited<ReturnType<typeof findAsset>>>) =>
  present.mergedInto === null ? present : findAsset(app.pool, await findSurvivor(app.pool, present.id));
