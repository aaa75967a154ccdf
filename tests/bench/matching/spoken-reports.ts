import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from '#db/pool.ts';
import { rows, sql } from '#db/sql.ts';
import type { SentReport } from './say-report.ts';

/** A report as somebody put it, with the well that is meant, or beside which something lies that is not registered, and its true owner. */
export interface SpokenReport {
  readonly sent: SentReport;
  readonly assetId: string;
  readonly meant: 'well' | 'unregistered' | 'nothing';
  readonly owner: string | null;
}

/** 300 short ones, and longer ones as they are told on the telephone, of which some mean nothing that is registered. */
export type SpokenFile = 'spoken-reports' | 'told-reports';

const fileOf = (name: SpokenFile) => join(import.meta.dirname, `../../fixtures/${name}.tsv`);
const metresPerDegree = 111_195;

/** The city that the spoken reports are about. */
export const spokenCity = { folder: join(import.meta.dirname, '../../../cities/shanghai'), assets: 20_000, seed: 1, demo: false };

const pinOf = (said: string, at: { lon: number; lat: number }): Pick<SentReport, 'position' | 'accuracyM'> => {
  const [, east, north, accuracy] = /^(-?\d+),(-?\d+)@(\d+)$/.exec(said) ?? [];
  if (accuracy === undefined) return {};
  const lat = at.lat + Number(north) / metresPerDegree;
  return { position: { lon: at.lon + Number(east) / metresPerDegree / Math.cos((lat * Math.PI) / 180), lat }, accuracyM: Number(accuracy) };
};

const meantOf = (beside: string): SpokenReport['meant'] => {
  if (beside === '') return 'well';
  return beside === '+nothing' ? 'nothing' : 'unregistered';
};

/** The reports of a fixture, their pins put about the wells they mean. */
export const readSpokenReports = async (pool: Pool, name: SpokenFile): Promise<SpokenReport[]> => {
  const lines = (await readFile(fileOf(name), 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const found = await rows<{ id: string; lon: number; lat: number; owner: string | null }>(
    pool,
    sql`select a.id, ST_X(a.geom) as lon, ST_Y(a.geom) as lat, case when t.asset_id is null then a.owner_id else t.owner_id end as owner
        from assets a left join demo_truths t on t.asset_id = a.id where a.id = any(${lines.map((line) => line.slice(0, 17))})`,
  );
  const byId = new Map(found.map((asset) => [asset.id, asset]));
  return lines.map((line) => {
    const [of = '', pin = '', kind = '', address = '', text = ''] = line.split('\t');
    const [assetId, beside] = [of.slice(0, 17), of.slice(17)];
    const asset = byId.get(assetId);
    if (!asset) throw new Error(`${name}.tsv: ${assetId} is not in this city`);
    const meant = meantOf(beside);
    const owner = { well: asset.owner, nothing: null, unregistered: beside.slice(1) }[meant];
    return { assetId, meant, owner, sent: { ...pinOf(pin, asset), kind, text, ...(address === '-' ? {} : { address }) } };
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
  /** How likely something that is not registered, or nothing at all, was said to be. */
  readonly unregistered: number;
  readonly nothing: number;
}

export interface SpokenScore {
  readonly reports: number;
  readonly rightOwner: number;
  readonly rightWell: number;
  /** Orders that would have gone out at once, and those of them that went to the wrong owner. */
  readonly dispatched: number;
  readonly wrongDispatches: number;
  /** How likely what is meant was said to be: not registered, or nothing; the mean. */
  readonly unregistered: number;
  readonly nothing: number;
}

/** Whoever owns what is meant is likeliest; of what is nobody's, nobody. */
export const isRightOwner = ({ owner, isNobodys, report }: SpokenAnswer): boolean => (report.owner === null ? isNobodys : owner === report.owner);

export const scoreSpoken = (answers: readonly SpokenAnswer[]): SpokenScore => {
  const count = (is: (one: SpokenAnswer) => boolean) => answers.filter(is).length;
  const mean = (of: (one: SpokenAnswer) => number) => answers.reduce((sum, one) => sum + of(one), 0) / Math.max(1, answers.length);
  return {
    reports: answers.length,
    rightOwner: count(isRightOwner),
    rightWell: count(({ assetId, report }) => report.meant === 'well' && assetId === report.assetId),
    dispatched: count(({ action }) => action === 'dispatch'),
    wrongDispatches: count((one) => one.action === 'dispatch' && !isRightOwner(one)),
    unregistered: mean(({ unregistered }) => unregistered),
    nothing: mean(({ nothing }) => nothing),
  };
};
