import type { Reach } from '#domain/access.ts';
import type { Import } from '#domain/contract/imports.ts';
import type { Name } from '#domain/contract/terms.ts';
import type { ImportRules } from '#domain/import-rules.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { OwnSaid } from '#domain/source-memory.ts';
import { affected, type Connection, firstRow, join, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { named } from '../named.ts';
import { namesOfReach } from './census-sources.ts';

type AxisOrder = 'east-north' | 'north-east';
export type ImportState = 'waiting' | 'checking' | 'stopped' | 'failed' | 'checked' | 'applying' | 'applied' | 'cancelled';
export type ColumnMapping = Readonly<Record<string, string | null>>;
export type ImportCounts = Partial<
  Record<'rows' | 'fresh' | 'changed' | 'unchanged' | 'older' | 'merged' | 'asked' | 'refused' | 'adopted' | 'aliases', number>
>;
/** Whose memory of its source a file was opened with, and what of it the file's own scope said. */
export interface OpenedWith {
  readonly reach: Reach;
  readonly isOwn: boolean;
  readonly updatedAt: string;
  /** None of imports of before 0320. */
  readonly own?: OwnSaid;
  readonly widerReach?: Reach | null;
}
/** What somebody chose of a file since its source's memory was told last: by name. */
export interface SaidNames {
  readonly headings?: readonly string[];
  readonly rules?: readonly string[];
  readonly coordinates?: boolean;
}
interface Named {
  readonly zh: string;
  readonly en: string;
}

export interface ImportRow {
  readonly id: string;
  readonly source: string;
  readonly fileName: string;
  readonly filePath: string | null;
  readonly fileIsOurs: boolean;
  readonly fileBytes: number;
  readonly fileSha256: string;
  readonly format: string;
  readonly columns: readonly string[];
  readonly encoding: 'utf-8' | 'gb18030' | null;
  readonly layer: string | null;
  readonly mapping: ColumnMapping;
  readonly system: string | null;
  readonly axes: AxisOrder | null;
  readonly classCode: string | null;
  readonly rules: ImportRules;
  readonly reach: Reach;
  /** What the reach is called; none of the whole city. */
  readonly reachNames: readonly Named[];
  readonly memory: OpenedWith | null;
  readonly memoryNames: readonly Named[] | null;
  /** Of the wider scope that its own follows where it said nothing. */
  readonly widerNames: readonly Named[] | null;
  readonly said: SaidNames;
  readonly state: ImportState;
  readonly step: string | null;
  readonly done: number;
  readonly total: number;
  readonly stepStartedAt: string | null;
  readonly cancelAsked: boolean;
  readonly appliedUpto: number;
  readonly counts: ImportCounts;
  readonly rejection: Rejection | null;
  readonly likely: readonly { system: string; axes: AxisOrder; sampled: number; outside: number; offRoad: number }[] | null;
  /** Of numbers that it leaves scarce or would run full, as its last check found. */
  readonly ranges: Import['ranges'];
  /** As its last check read its rows. */
  readonly followed: Import['followed'];
  readonly personId: string | null;
  readonly person: Name | null;
  readonly createdAt: string;
  readonly checkedAt: string | null;
  readonly appliedAt: string | null;
  /** It has written into the registry. */
  readonly hasWritten: boolean;
  /** Seconds in this step, and since the program at work was last heard of; null: none is. */
  readonly stepS: number | null;
  readonly silentS: number | null;
}

/** Seconds of silence after which the program at work on an import is taken for gone. */
export const silenceS = 20;

const columns = sql`i.id, i.source, i.file_name, i.file_path, i.file_is_ours, i.file_bytes::float8 as file_bytes, i.file_sha256, i.format, i.columns, i.encoding,
  i.layer, i.mapping, i.system, i.axes, i.class_code, i.rules, i.reach, ${namesOfReach(sql`i.reach`)} as reach_names, i.memory,
  case when i.memory is not null then ${namesOfReach(sql`(i.memory -> 'reach')`)} end as memory_names,
  case when jsonb_typeof(i.memory -> 'widerReach') = 'object' then ${namesOfReach(sql`(i.memory -> 'widerReach')`)} end as wider_names, i.said, i.state, i.step, i.done::float8 as done, i.total::float8 as total, i.step_started_at,
  i.cancel_asked, i.applied_upto, i.counts, i.rejection, i.likely, i.ranges, i.followed, i.person_id, i.created_at, i.checked_at, i.applied_at, i.wrote_at is not null as has_written,
  (select ${named(sql`p`)} from people p where p.id = i.person_id) as person,
  extract(epoch from clock_timestamp() - i.step_started_at)::float8 as step_s, extract(epoch from clock_timestamp() - i.heartbeat_at)::float8 as silent_s`;

export const findImport = (connection: Connection, id: string): Promise<ImportRow | undefined> =>
  firstRow(connection, sql`select ${columns} from imports i where i.id = ${id}`);

export const getImport = (connection: Connection, id: string): Promise<ImportRow> =>
  oneRow(connection, sql`select ${columns} from imports i where i.id = ${id}`);

/** An import, held until the transaction ends: who counts on goes on from what the one before has written, and no program begins on it meanwhile. */
export const holdImportRow = async (connection: Connection, id: string): Promise<ImportRow> => {
  await rows(connection, sql`select from imports where id = ${id} for no key update`);
  return getImport(connection, id);
};

/** Newest first. @param personId only this person's; null: everybody's */
export const listImports = (connection: Connection, personId: string | null): Promise<ImportRow[]> =>
  rows(connection, sql`select ${columns} from imports i where ${personId}::bigint is null or i.person_id = ${personId} order by i.id desc limit 100`);

export type NewImport = Pick<
  ImportRow,
  | 'source'
  | 'fileName'
  | 'filePath'
  | 'fileIsOurs'
  | 'fileBytes'
  | 'fileSha256'
  | 'format'
  | 'columns'
  | 'encoding'
  | 'layer'
  | 'mapping'
  | 'system'
  | 'axes'
  | 'classCode'
  | 'rules'
  | 'reach'
  | 'memory'
  | 'said'
  | 'personId'
> & { readonly createdAt: string };

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

export const insertImport = async (connection: Connection, i: NewImport): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    connection,
    sql`insert into imports (source, file_name, file_path, file_is_ours, file_bytes, file_sha256, format, columns, encoding, layer, mapping, system, axes, class_code, rules, reach, memory, said, person_id, created_at)
        values (${i.source}, ${i.fileName}, ${i.filePath}, ${i.fileIsOurs}, ${i.fileBytes}, ${i.fileSha256}, ${i.format}, ${[...i.columns]}, ${i.encoding}, ${i.layer},
          ${JSON.stringify(i.mapping)}, ${i.system}, ${i.axes}, ${i.classCode}, ${JSON.stringify(i.rules)}, ${JSON.stringify(i.reach)}, ${json(i.memory)}, ${json(i.said)}, ${i.personId}, ${i.createdAt})
        returning id`,
  );
  return id;
};

/** What may be set of an import, by column. */
export interface ImportChange {
  readonly state?: ImportState;
  readonly mapping?: ColumnMapping;
  readonly system?: string;
  readonly axes?: AxisOrder;
  readonly classCode?: string | null;
  readonly rules?: ImportRules;
  readonly memory?: OpenedWith | null;
  readonly said?: SaidNames;
  readonly counts?: ImportCounts;
  readonly rejection?: Rejection | null;
  readonly likely?: ImportRow['likely'];
  readonly ranges?: ImportRow['ranges'];
  readonly followed?: ImportRow['followed'];
  readonly encoding?: string | null;
  readonly checkedAt?: string | null;
  readonly appliedAt?: string | null;
  readonly appliedUpto?: number;
  readonly cancelAsked?: boolean;
  readonly filePath?: null;
  readonly fileBytes?: number;
  readonly fileSha256?: string;
}

const setters: { [K in keyof Required<ImportChange>]: (value: unknown) => Sql } = {
  state: (v) => sql`state = ${v}`,
  mapping: (v) => sql`mapping = ${json(v)}`,
  system: (v) => sql`system = ${v}`,
  axes: (v) => sql`axes = ${v}`,
  classCode: (v) => sql`class_code = ${v}`,
  rules: (v) => sql`rules = ${json(v)}`,
  memory: (v) => sql`memory = ${json(v)}`,
  said: (v) => sql`said = ${json(v)}`,
  counts: (v) => sql`counts = ${json(v)}`,
  rejection: (v) => sql`rejection = ${json(v)}`,
  likely: (v) => sql`likely = ${json(v)}`,
  ranges: (v) => sql`ranges = ${json(v)}`,
  followed: (v) => sql`followed = ${json(v)}`,
  encoding: (v) => sql`encoding = ${v}`,
  checkedAt: (v) => sql`checked_at = ${v}`,
  appliedAt: (v) => sql`applied_at = ${v}`,
  appliedUpto: (v) => sql`applied_upto = ${v}`,
  cancelAsked: (v) => sql`cancel_asked = ${v}`,
  filePath: () => sql`file_path = null`,
  fileBytes: (v) => sql`file_bytes = ${v}`,
  fileSha256: (v) => sql`file_sha256 = ${v}`,
};

/** In one statement: whoever reads it meanwhile never sees a new state with old findings. */
export const updateImport = async (connection: Connection, id: string, change: ImportChange): Promise<void> => {
  const set = Object.entries(change).map(([key, value]) => setters[key as keyof ImportChange](value));
  if (set.length > 0) await affected(connection, sql`update imports set ${join(set, sql`, `)} where id = ${id}`);
};

/** Takes an import for a step, of several who ask at once for one alone. @returns false: it stands otherwise than they saw */
export const claimImport = async (connection: Connection, { id, state: seen }: ImportRow, state: 'checking' | 'applying'): Promise<boolean> =>
  (await affected(
    connection,
    sql`update imports set state = ${state}, rejection = null, likely = null, cancel_asked = false, step_started_at = clock_timestamp(), heartbeat_at = clock_timestamp()
        where id = ${id} and state = ${seen}`,
  )) === 1;

/** How far a step is; the first word of a step starts its clock. @returns whether somebody asked to stop */
export const tellProgress = async (connection: Connection, id: string, step: string, done: number, total: number): Promise<boolean> => {
  const found = await firstRow<{ cancelAsked: boolean }>(
    connection,
    sql`update imports set step_started_at = case when step is distinct from ${step} or step_started_at is null then clock_timestamp() else step_started_at end,
          step = ${step}, done = ${Math.floor(done)}, total = ${Math.floor(total)}, heartbeat_at = clock_timestamp()
        where id = ${id} returning cancel_asked`,
  );
  return found?.cancelAsked === true;
};

/** The program at work on it lives, says who started it: while one starts, or waits for a processor, it does not come to say so itself. */
export const vouchForImport = async (connection: Connection, id: string): Promise<void> => {
  await affected(connection, sql`update imports set heartbeat_at = clock_timestamp() where id = ${id} and heartbeat_at is not null`);
};

/** Whom `endStatement` means: the connection's own process of the server. */
export const backendOf = async (connection: Connection): Promise<number> =>
  (await oneRow<{ backend: number }>(connection, sql`select pg_backend_pid() as backend`)).backend;

/** Ends what another connection of ours is at, if it is at anything; its transaction fails. */
export const endStatement = async (connection: Connection, backend: number): Promise<void> => {
  await rows(connection, sql`select pg_cancel_backend(${backend}::integer)`);
};

/** The program at work has ended. */
export const endStep = async (connection: Connection, id: string): Promise<void> => {
  await affected(connection, sql`update imports set step = null, step_started_at = null, heartbeat_at = null, cancel_asked = false where id = ${id}`);
};

/** Holds an import for one program at a time, as long as its connection lasts. */
export const holdImport = async (connection: Connection, id: string): Promise<boolean> =>
  (await oneRow<{ held: boolean }>(connection, sql`select pg_try_advisory_lock(hashtextextended('import ' || ${id}::text, 0)) as held`)).held;

export const releaseImport = async (connection: Connection, id: string): Promise<void> => {
  await rows(connection, sql`select pg_advisory_unlock(hashtextextended('import ' || ${id}::text, 0))`);
};

/** Uploaded files whose time is over, with their paths. */
export const listForgottenFiles = (connection: Connection, before: string): Promise<{ id: string; filePath: string }[]> =>
  rows(
    connection,
    sql`select id, file_path from imports where file_is_ours and file_path is not null and created_at < ${before} and state not in ('checking', 'applying')`,
  );
