import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from '#db/pool.ts';
import { rows, sql } from '#db/sql.ts';
import type { SentReport } from './say-report.ts';

/** A report as somebody put it, with the well that is meant and its true owner. */
export interface SpokenReport {
  readonly sent: SentReport;
  readonly assetId: string;
  readonly owner: string | null;
}

const file = join(import.meta.dirname, '../../fixtures/spoken-reports.tsv');
const metresPerDegree = 111_195;

/** The city that the spoken reports are about. */
export const spokenCity = { folder: join(import.meta.dirname, '../../../cities/shanghai'), assets: 20_000, seed: 1, demo: false };

const pinOf = (said: string, at: { lon: number; lat: number }): Pick<SentReport, 'position' | 'accuracyM'> => {
  const [, east, north, accuracy] = /^(-?\d+),(-?\d+)@(\d+)$/.exec(said) ?? [];
  if (accuracy === undefined) return {};
  const lat = at.lat + Number(north) / metresPerDegree;
  return { position: { lon: at.lon + Number(east) / metresPerDegree / Math.cos((lat * Math.PI) / 180), lat }, accuracyM: Number(accuracy) };
};

/** The 300 reports of the fixture, their pins put about the wells they mean. */
export const readSpokenReports = async (pool: Pool): Promise<SpokenReport[]> => {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const found = await rows<{ id: string; lon: number; lat: number; owner: string | null }>(
    pool,
    sql`select a.id, ST_X(a.geom) as lon, ST_Y(a.geom) as lat, case when t.asset_id is null then a.owner_id else t.owner_id end as owner
        from assets a left join demo_truths t on t.asset_id = a.id where a.id = any(${lines.map((line) => line.slice(0, 17))})`,
  );
  const byId = new Map(found.map((asset) => [asset.id, asset]));
  return lines.map((line) => {
    const [assetId = '', pin = '', kind = '', address = '', text = ''] = line.split('\t');
    const asset = byId.get(assetId);
    if (!asset) throw new Error(`spoken-reports.tsv: ${assetId} is not in this city`);
    return { assetId, owner: asset.owner, sent: { ...pinOf(pin, asset), kind, text, ...(address === '-' ? {} : { address }) } };
  });
};

/** What was answered to one of them, and whether that was right. */
export interface SpokenAnswer {
  readonly report: SpokenReport;
  readonly owner: string | null;
  /** Nobody is likelier than any owner. */
  readonly isNobodys: boolean;
  readonly assetId: string | null;
  readonly probability: number;
  readonly action: string;
}

export interface SpokenScore {
  readonly reports: number;
  readonly rightOwner: number;
  readonly rightWell: number;
  /** Orders that would have gone out at once, and those of them that went to the wrong owner. */
  readonly dispatched: number;
  readonly wrongDispatches: number;
}

export const scoreSpoken = (answers: readonly SpokenAnswer[]): SpokenScore => {
  const count = (is: (one: SpokenAnswer) => boolean) => answers.filter(is).length;
  const isRight = ({ owner, isNobodys, report }: SpokenAnswer) => (report.owner === null ? isNobodys : owner === report.owner);
  return {
    reports: answers.length,
    rightOwner: count(isRight),
    rightWell: count(({ assetId, report }) => assetId === report.assetId),
    dispatched: count(({ action }) => action === 'dispatch'),
    wrongDispatches: count((one) => one.action === 'dispatch' && !isRight(one)),
  };
};
