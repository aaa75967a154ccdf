import { inTransaction, type Pool } from '#db/pool.ts';
import { findAsset, lockAsset, saveStatus } from '#db/queries/assets.ts';
import { findCity } from '#db/queries/cities.ts';
import { reachOf } from '#domain/access.ts';
import { decideStatusChange } from '#domain/asset-status.ts';
import { decideText } from '#domain/clean-text.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { localDate } from '#domain/local-time.ts';
import type { Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { describeAsset } from './describe-asset.ts';

interface Wanted {
  readonly id: string;
  readonly status: AssetStatus;
  /** The version the person was looking at. */
  readonly version: number;
  readonly note?: string | undefined;
}

/**
 * A keeper sets its asset's status.
 * @throws HttpError plate-unknown, not-its-keeper, version-stale
 */
export const changeStatus = async (pool: Pool, person: Person, now: string, wanted: Wanted): Promise<Asset> => {
  const city = await findCity(pool);
  if (!city) throw refuse('unavailable');
  const note = wanted.note === undefined ? '' : accepted(decideText(wanted.note, 'note', 500));
  const unitIds = reachOf(person.grants, 'assets.status', person.cityCode)?.unitIds ?? [];
  return inTransaction(pool, async (client) => {
    const kept = await lockAsset(client, wanted.id);
    if (!kept) throw refuse('plate-unknown', { field: 'id' });
    const { status, before, version } = accepted(decideStatusChange(unitIds, kept, wanted.status, wanted.version));
    await saveStatus(client, { id: wanted.id, before, status, version, on: localDate(now, city.timeZone), at: now, personId: person.id, note: note || null });
    const changed = await findAsset(client, wanted.id);
    if (!changed) throw refuse('plate-unknown', { field: 'id' });
    return describeAsset(client, person, changed);
  });
};
