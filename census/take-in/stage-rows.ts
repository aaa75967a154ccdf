import { copyCsv } from '#db/copy.ts';
import type { Client, Pool } from '#db/pool.ts';
import { copyRefusals, type Refusal } from '#db/queries/imports/import-refusals.ts';
import { makeImportTables } from '#db/queries/imports/import-tables.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { CensusFile, CensusRecord } from '../census-file.ts';
import type { ExchangeKey } from '../exchange-fields.ts';
import { CopyBytes } from '../formats/csv/copy-bytes.ts';
import type { AtWork } from './at-work.ts';
import type { RowReader } from './read-row.ts';
import { storable } from './storable.ts';

export interface Staging {
  readonly file: CensusFile;
  /** What the file's columns mean; null: left out. */
  readonly fields: readonly (ExchangeKey | null)[];
  /** Reads the columns that mean something, by their order. */
  readonly read: RowReader;
  readonly importId: string;
  readonly work: AtWork;
}

interface Chunk {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly faulty: readonly CensusRecord[];
}

const meant = (fields: Staging['fields']): number[] => fields.flatMap((key, i) => (key === null ? [] : [i]));

/** What the database cannot hold, in whatever column it stands. */
const nulIn = ({ values }: CensusRecord): Rejection | undefined => (values.some((value) => value?.includes('\0')) ? { code: 'census-row-control' } : undefined);

/** Columns that say which well it is: wrong by a digit, it is another. */
const identifying: readonly (ExchangeKey | null | undefined)[] = ['plate', 'number', 'sourceNumber'];

const figuresIn = ({ figures, values }: CensusRecord, fields: Staging['fields']): Rejection | undefined => {
  const at = figures?.find((column) => identifying.includes(fields[column]));
  return at === undefined ? undefined : { code: 'census-number-figures', field: fields[at] ?? '', params: { text: values[at] ?? '' } };
};

/** Records of any form as lines for COPY. */
async function* chunksOf({ file, fields, read }: Staging): AsyncGenerator<Chunk> {
  const columns = meant(fields);
  for await (const batch of file.batches) {
    const out = new CopyBytes(1 << 18);
    const faulty: CensusRecord[] = [];
    for (const record of batch) {
      const derived =
        record.fault ??
        nulIn(record) ??
        figuresIn(record, fields) ??
        read(
          columns.map((column) => record.values[column] ?? null),
          record.point,
        );
      if ('code' in derived) faulty.push({ ...record, fault: derived });
      else out.anew(record.row, record.values, derived);
    }
    yield { bytes: out.taken(), rows: out.rows, faulty };
  }
}

/** A CSV's own bytes with what was worked out behind them: no row is made anew that needs not be. */
const chunksOfCsv = (copyChunks: NonNullable<CensusFile['copyChunks']>, { fields, read }: Staging): AsyncIterable<Chunk> =>
  copyChunks({ columns: meant(fields), append: (texts) => read(texts, null) });

const columnOf = ({ file, fields }: Staging, { field }: Rejection): string | null => {
  const at = fields.indexOf((field ?? '') as ExchangeKey);
  return at < 0 ? null : (file.columns[at] ?? null);
};

const refusalOf = (staging: Staging, record: CensusRecord): Refusal => {
  const fault = record.fault ?? { code: 'internal' };
  const params = Object.fromEntries(Object.entries(fault.params ?? {}).map(([key, value]) => [key, typeof value === 'string' ? storable(value) : value]));
  const fields = record.values.map((value) => (value === null ? null : storable(value)));
  return { row: record.row, columnName: columnOf(staging, fault), code: fault.code, params, fields };
};

const refusalsAtOnce = 1000;

/**
 * Reads a whole file into the import's own table, each row beside what it means; rows that cannot be understood are kept as refusals, on
 * a connection of their own. One transaction of `client`.
 * @returns rows read and rows refused
 */
export const stageRows = async (client: Client, pool: Pool, staging: Staging): Promise<{ staged: number; refused: number }> => {
  const { file, importId, work } = staging;
  const { table, columns } = await makeImportTables(client, importId, file.columns.length);
  let [staged, refused, refusals] = [0, 0, [] as Refusal[]];
  const keep = async () => {
    const keeper = await pool.connect();
    try {
      await copyRefusals(keeper, importId, refusals);
    } finally {
      keeper.release();
    }
    refusals = [];
  };
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.copyChunks === null ? chunksOf(staging) : chunksOfCsv(file.copyChunks, staging)) {
      staged += chunk.rows;
      refused += chunk.faulty.length;
      refusals.push(...chunk.faulty.map((record) => refusalOf(staging, record)));
      if (refusals.length >= refusalsAtOnce) await keep();
      const part = file.progress();
      work.at(staged + refused, part > 0 ? Math.round((staged + refused) / part) : 0);
      work.stopIfAsked();
      if (chunk.rows > 0) yield chunk.bytes;
    }
  };
  await copyCsv(client, table, columns, bytes());
  if (refusals.length > 0) await keep();
  return { staged, refused };
};
