import { copyRows, pointHex } from '#db/copy.ts';
import type { Client } from '#db/pool.ts';
import { beginBulkLoad, mintIds } from '#db/queries/seeding/bulk.ts';
import type { CityFolder } from './city-folder.ts';
import { coverGone } from './describe-asset.ts';
import { type Drafted, draftAssets } from './draft-assets.ts';
import type { Ground } from './lay-places.ts';
import type { RoadPlan } from './lay-roads.ts';

/** A seeded asset with its identity. */
type Minted = Drafted & { id: string };

const batchSize = 20_000;

/** Gives each of a batch its identity, minted by the database so many per county and class. */
const mint = async (client: Client, drafts: readonly Drafted[]): Promise<Minted[]> => {
  const counts = new Map<string, number>();
  const keyOf = (d: Drafted) => d.streetCode.slice(0, 6) + d.ownership.classCode;
  for (const draft of drafts) counts.set(keyOf(draft), (counts.get(keyOf(draft)) ?? 0) + 1);
  const wanted = [...counts].map(([key, count]) => ({ county: key.slice(0, 6), classCode: key.slice(6), wanted: count }));
  const minted = new Map((await mintIds(client, wanted)).map((m) => [m.county + m.classCode, m.ids.values()]));
  return drafts.map((draft) => {
    const id = minted.get(keyOf(draft))?.next().value;
    if (id === undefined) throw new Error(`no identity was minted for ${keyOf(draft)}`);
    return { ...draft, id };
  });
};

const assetColumns = [
  ...['id', 'class_code', 'geom', 'position_accuracy_m', 'district_code', 'street_code', 'road_id', 'address', 'location_kind', 'authority_id', 'owner_id'],
  ...['maintainer_id', 'owner_confidence', 'owner_evidence', 'status', 'depth_m', 'year_built', 'has_anti_fall_net', 'first_recorded_on', 'changed_on'],
  ...['data_source', 'source_number', 'recorded_at', 'version', 'last_verified_on', 'how_measured', 'flood_prone', 'chamber_size_mm', 'chamber_material'],
  ...['grid_cell', 'hazards'],
];

// The second version of what is no longer intact; the first, intact, is written by keepFirstVersions.
const recordedAt = (a: Minted) => `${a.status === 'intact' ? a.firstRecordedOn : a.changedOn}T02:00:00Z`;

const assetRow = (a: Minted) => {
  const { classCode, authorityId, ownerId, maintainerId, confidence, evidence } = a.ownership;
  return [
    ...[a.id, classCode, pointHex(a.lon, a.lat), a.accuracyM, a.streetCode.slice(0, 6), a.streetCode, a.roadId, a.address, a.location, authorityId, ownerId],
    ...[maintainerId, confidence, evidence, a.status, a.depthM, a.yearBuilt, a.hasAntiFallNet, a.firstRecordedOn, a.changedOn, a.dataSource, a.sourceNumber],
    ...[recordedAt(a), a.status === 'intact' ? 1 : 2, a.lastVerifiedOn, a.howMeasured, a.floodProne, a.chamberSizeMm, a.chamberMaterial],
    ...[a.gridCell, `{${a.hazards.join(',')}}`],
  ];
};

const coverColumns = [
  ...['asset_id', 'shape', 'size_mm', 'material', 'load_class', 'lettering', 'maker', 'fitted_on', 'removed_on', 'removed_reason', 'recorded_at'],
  ...['clear_opening_mm', 'width_mm', 'bolted', 'vented', 'smart_sensor', 'level_difference_mm'],
];

const coverRows = function* (batch: readonly Minted[]) {
  for (const { id, cover, status, changedOn, firstRecordedOn } of batch) {
    if (cover === null) continue;
    const removed = coverGone(status) ? [changedOn, status] : [null, null];
    yield [
      ...[id, cover.shape, cover.sizeMm, cover.material, cover.loadClass, cover.lettering, cover.maker, cover.fittedOn, ...removed],
      ...[`${firstRecordedOn}T02:00:00Z`, cover.clearOpeningMm, cover.widthMm, cover.bolted, cover.vented, cover.smartSensor, cover.levelDifferenceMm],
    ];
  }
};

const eventRows = (batch: readonly Minted[]) =>
  batch
    .filter((a) => a.status !== 'intact')
    .map((a) => [a.id, `${a.changedOn}T02:00:00Z`, 'status', 'survey', JSON.stringify({ status: ['intact', a.status] })]);

const truthRows = (batch: readonly Minted[]) => batch.flatMap(({ id, ownership }) => (ownership.truth === null ? [] : [[id, ownership.truth.ownerId]]));

const copyBatch = async (client: Client, drafts: readonly Drafted[]): Promise<void> => {
  const batch = await mint(client, drafts);
  await copyRows(client, 'assets', assetColumns, batch.map(assetRow), true);
  await copyRows(client, 'covers', coverColumns, coverRows(batch), true);
  await copyRows(client, 'asset_events', ['asset_id', 'at', 'action', 'source', 'changes'], eventRows(batch), true);
  await copyRows(client, 'demo_truths', ['asset_id', 'owner_id'], truthRows(batch), true);
};

/** Lays the assets in batches of 20,000, so that memory stays flat whatever the number. Their indexes and keys are left off, for endBulkLoad. */
export const layAssets = async (
  client: Client,
  folder: CityFolder,
  ground: Ground,
  plan: RoadPlan,
  seed: number,
  onBatch: (laid: number) => void,
): Promise<void> => {
  await beginBulkLoad(client, ['assets', 'covers', 'asset_events', 'demo_truths']);
  let [batch, laid] = [[] as Drafted[], 0];
  const flush = async () => {
    await copyBatch(client, batch);
    laid += batch.length;
    batch = [];
    onBatch(laid);
  };
  for (const draft of draftAssets(folder, ground, plan, seed)) {
    batch.push(draft);
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
};
