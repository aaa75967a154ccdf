import { findAsset, findSurvivor } from '#db/queries/assets/assets.ts';
import { listWaitingMeasurements } from '#db/queries/assets/measurements.ts';
import type { Measurement } from '#domain/contract/measurements.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { mayReadAsset } from './describe-asset.ts';

/**
 * What crews measured of an asset and waits for an answer: it names them and their orders, so it is told to whom the asset's whole life is.
 * @throws HttpError plate-unknown, outside-scope
 */
export const listOffers = async ({ pool }: App, person: Person, number: string): Promise<Measurement[]> => {
  const asset = await findAsset(pool, await findSurvivor(pool, number));
  if (!asset) throw refuse('plate-unknown', { field: 'id' });
  if (!mayReadAsset(person, asset)) throw refuse('outside-scope');
  return listWaitingMeasurements(pool, asset.id);
};
