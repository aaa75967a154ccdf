import { findSurvivor } from '#db/queries/assets/assets.ts';
import { findChosenBefore, saveChosenAsset } from '#db/queries/assets/chosen-assets.ts';
import { findDanger } from '#db/queries/orders/joins.ts';
import { tellUnit } from '#db/queries/orders/order-changes.ts';
import type { PlaceRow } from '#db/queries/places/places.ts';
import type { KindRow } from '#db/queries/places/vocabulary.ts';
import { listAssetsByIds, type NearbyAssetRow } from '#db/queries/reports/matching.ts';
import { ruleSetAt } from '#domain/apply-rules.ts';
import { decideChosen } from '#domain/choose-asset.ts';
import { hazardDeadline } from '#domain/clocks.ts';
import { type DispatchDecision, decideDispatch } from '#domain/dispatch.ts';
import { localTime } from '#domain/local-time.ts';
import { endedUnits } from '#domain/place-units.ts';
import { clocksOf } from '../clock-settings.ts';
import { accepted, refuse } from '../errors.ts';
import { kindOf, listRivals } from '../offer-rivals.ts';
import { restartClock } from '../order-clocks.ts';
import { placeOf, unitsAt } from '../place-of.ts';
import type { Acting } from './acting.ts';
import { fallbacksAt } from './fallbacks-at.ts';

/** @throws HttpError not-found, asset-merged for a number that leads elsewhere */
const findMeant = async ({ client, order }: Acting, assetId: string): Promise<NearbyAssetRow & { distanceM: number }> => {
  const into = await findSurvivor(client, assetId);
  if (into !== assetId) throw refuse('asset-merged', { field: 'assetId', params: { id: assetId, into } });
  const [asset] = await listAssetsByIds(client, [assetId], order.position);
  if (!asset) throw refuse('not-found', { field: 'assetId' });
  return { ...asset, distanceM: asset.distanceM ?? 0 };
};

/** Where the asset lies; at a hole in the map of streets, where the order does. */
const placeFor = async ({ client, vocabulary, order }: Acting, asset: NearbyAssetRow): Promise<PlaceRow> => {
  const place = (await placeOf(client, vocabulary, asset)) ?? (await placeOf(client, vocabulary, order.position));
  if (!place) throw refuse('chosen-too-far', { field: 'assetId' });
  return place;
};

/** To whom the rules of now send it, as they do where a reporter picks it on the map. */
const dispatchOf = ({ vocabulary, order, now }: Acting, kind: KindRow, asset: NearbyAssetRow, place: PlaceRow): DispatchDecision =>
  decideDispatch(
    {
      kind,
      isHazard: order.isHazard,
      match: null,
      picked: asset,
      plateAsset: null,
      place: { districtCode: place.districtCode, streetCode: place.streetCode },
      time: localTime(now, vocabulary.city.timeZone).slice(0, 5),
      units: unitsAt(place),
      endedUnits: endedUnits(vocabulary.units),
    },
    ruleSetAt(vocabulary.ruleSets, now) ?? { version: 0, rules: [] },
  );

/** Owner and road authority of the other asset are told at once; in danger so is who would have it, before anybody sends it there. */
const tell = async ({ client, order, now }: Acting, { unitId, informed }: DispatchDecision): Promise<void> => {
  const told = order.isHazard && unitId !== order.unitId ? [{ unitId, reason: { code: 'informed-chosen' } }, ...informed] : informed;
  for (const { unitId: to, reason } of told) await tellUnit(client, { orderId: order.id, unitId: to, at: now, reason });
};

/** A danger may wait longer in the suburbs than in town: where it really lies decides, from the hour at which it was told. */
const followSettlement = async ({ client, vocabulary, order, now }: Acting, { settlement }: PlaceRow): Promise<void> => {
  const danger = order.isHazard ? await findDanger(client, order.id) : undefined;
  const before = danger && (await placeOf(client, vocabulary, order.position));
  if (!danger || settlement === before?.settlement) return;
  const deadline = hazardDeadline({ receivedAt: danger.startedAt, settlement, settings: clocksOf(vocabulary).settings });
  await restartClock(client, vocabulary, order.id, deadline, now);
};

/** Another asset is the one that is meant. Who has the order keeps it until somebody sends it on. */
export const chooseAsset = async (acting: Acting): Promise<void> => {
  const { client, vocabulary, order, act, person, now } = acting;
  if (act.action !== 'choose_asset' || act.assetId === undefined || person === null) return;
  const asset = await findMeant(acting, act.assetId);
  const kind = kindOf(vocabulary, order);
  const [rival = null] = await listRivals(client, vocabulary, order, asset.id);
  accepted(decideChosen(order.assetId, { id: asset.id, metres: asset.distanceM, orderId: rival }));
  const place = await placeFor(acting, asset);
  const decision = dispatchOf(acting, kind, asset, place);
  await saveChosenAsset(client, order.id, {
    ...{ assetId: asset.id, position: { lon: asset.lon, lat: asset.lat }, at: now, personId: person.id },
    ...{ unitId: decision.unitId, fallbackUnitIds: fallbacksAt(vocabulary, decision.of, order, now), reason: { code: 'match-chosen' } },
  });
  await tell(acting, decision);
  await followSettlement(acting, place);
};

/** Taken back, the order is about the former asset again: not where that has an order of the same matter by now. */
export const refuseRival = async ({ client, vocabulary, order }: Acting): Promise<void> => {
  const before = await findChosenBefore(client, order.id);
  if (!before?.assetId) return;
  const assetId = await findSurvivor(client, before.assetId);
  const [orderId] = await listRivals(client, vocabulary, order, assetId);
  if (orderId !== undefined) throw refuse('asset-has-order', { field: 'action', params: { orderId } });
};
