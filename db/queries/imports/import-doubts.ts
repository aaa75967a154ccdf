import type { Reach } from '#domain/access.ts';
import { affected, type Connection, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { assetKeptInReach } from '../reach.ts';
import { fieldsOf, tablesOf } from './import-tables.ts';
import { unfollow } from './import-twins.ts';

type Kind =
  | 'near_registered'
  | 'near_in_file'
  | 'source_number_in_file'
  | 'source_number_classes'
  | 'source_number_registered'
  | 'moved_far'
  | 'number_refused_before'
  | 'number_class_differs'
  | 'place_differs'
  | 'changed_since';

interface DoubtSide {
  readonly row: number | null;
  readonly assetId: string | null;
  readonly className: { zh: string; en: string };
  readonly sourceNumber: string | null;
  readonly owner: { zh: string; en: string } | null;
  readonly address: string | null;
  readonly status: 'intact' | 'damaged' | 'missing' | 'abandoned' | 'removed' | null;
  readonly lettering: string | null;
  readonly point: { lon: number; lat: number };
}

/** A page of doubts. */
export interface DoubtsAsked {
  /** Rows behind this one. */
  readonly after: number;
  readonly limit: number;
  readonly kind?: Kind | null;
  /** Only what nobody has decided. */
  readonly isOpen?: boolean;
}

/** Stands in a query that has `import_doubts d`. */
export const isAskedFor = ({ after, kind = null, isOpen = false }: DoubtsAsked): Sql =>
  sql`d.row > ${after} and (${kind}::text is null or d.kind = ${kind}) and (not ${isOpen}::boolean or d.decision is null)`;

export interface DoubtRow {
  readonly row: number;
  readonly kind: Kind;
  readonly assetId: string | null;
  readonly otherRow: number | null;
  readonly distanceM: number | null;
  /** What the row says that is doubted: its number, its place code. */
  readonly said: string | null;
  /** Where somebody has changed the asset since the check: what it says now and what the row would make of it, by field. */
  readonly changes: Readonly<Record<string, unknown[]>> | null;
  readonly decision: 'merge' | 'keep' | 'refuse' | null;
  /** Nothing of it is written yet: it can be taken back. */
  readonly mayTakeBack: boolean;
  readonly className: { zh: string; en: string };
  readonly here: DoubtSide;
  readonly there: DoubtSide | null;
}

const ownerOf = (id: Sql): Sql => sql`(select jsonb_build_object('zh', u.name, 'en', u.name_en) from units u where u.id = ${id})`;
const classOf = (code: Sql): Sql => sql`(select jsonb_build_object('zh', k.name, 'en', k.name_en) from asset_classes k where k.code = ${code})`;
const pointOf = (geom: Sql): Sql => sql`jsonb_build_object('lon', st_x(${geom}), 'lat', st_y(${geom}))`;
/** One side of a doubt: a row `s`. */
export const rowSide = (s: Sql): Sql =>
  sql`jsonb_build_object('row', ${s}.row, 'assetId', null, 'className', ${classOf(sql`${s}.class_code`)}, 'sourceNumber', ${s}.source_number, 'owner', ${ownerOf(sql`${s}.owner_id`)}, 'address', ${s}.address,
        'status', ${s}.status, 'lettering', ${s}.lettering, 'point', ${pointOf(sql`${s}.geom`)})`;

// A decision of which nothing is in the registry: the row waits to be written as it says, or the whole import does.
const isUnwritten = sql`coalesce(d.decision is not null and (p.action in ('match', 'merge', 'update', 'fresh', 'refused')
  or (p.action = 'unchanged' and d.kind = 'changed_since' and d.decision = 'keep') or (i.wrote_at is null and p.action in ('unchanged', 'older', 'same'))), false)`;

/** The other: an asset `a`. */
export const assetSide = sql`jsonb_build_object('row', null, 'assetId', a.id, 'className', ${classOf(sql`a.class_code`)}, 'sourceNumber', a.source_number, 'owner', ${ownerOf(sql`a.owner_id`)},
  'address', a.address, 'status', a.status, 'lettering', (select v.lettering from covers v where v.asset_id = a.id and v.removed_on is null), 'point', ${pointOf(sql`a.geom`)})`;
// Two rows of one number are told with how far they lie apart, which nobody asked of the plan.
export const distanceApart = sql`coalesce(d.distance_m, st_distancesphere(s.geom, o.geom)::real)`;

/** Doubts by row, each with its two sides: the row, and the asset or the other row that it may be. Of an asset that left the reach nothing is told. */
export const listDoubts = (connection: Connection, importId: string, reach: Reach, asked: DoubtsAsked): Promise<DoubtRow[]> => {
  const { rows: staged, plan } = tablesOf(importId);
  return rows(
    connection,
    sql`select d.row, d.kind, a.id as asset_id, d.other_row, case when d.asset_id is null or a.id is not null then ${distanceApart} end as distance_m, d.said,
          case when d.kind = 'changed_since' and a.id is not null then p.changes end as changes, d.decision, ${isUnwritten} as may_take_back, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name,
          ${rowSide(sql`s`)} as here,
          case when a.id is not null then ${assetSide} when o.row is not null then ${rowSide(sql`o`)} end as there
        from import_doubts d join imports i on i.id = d.import_id join ${staged} s using (row) join asset_classes c on c.code = s.class_code
          left join assets a on a.id = d.asset_id and ${assetKeptInReach(reach)} left join ${plan} p on p.row = d.row left join ${staged} o on o.row = d.other_row
        where d.import_id = ${importId} and ${isAskedFor(asked)} order by d.row limit ${asked.limit}`,
  );
};

/** Doubts by kind, most open ones first: those that are open, and those whose decision can be taken back. */
export const countDoubtKinds = (connection: Connection, importId: string, isStaged: boolean): Promise<{ kind: Kind; open: number; decided: number }[]> => {
  const decided = isStaged ? sql`left join ${tablesOf(importId).plan} p using (row)` : sql`cross join (select null::text as action) p`;
  return rows(
    connection,
    sql`select kind, open, decided from (
          select d.kind, (count(*) filter (where d.decision is null))::integer as open, (count(*) filter (where ${isUnwritten}))::integer as decided
          from import_doubts d join imports i on i.id = d.import_id ${decided} where d.import_id = ${importId} group by d.kind) kinds
        where open + decided > 0 order by open desc, kind`,
  );
};

export const countOpenDoubts = async (connection: Connection, importId: string): Promise<number> =>
  (await oneRow<{ n: number }>(connection, sql`select count(*)::integer as n from import_doubts where import_id = ${importId} and decision is null`)).n;

/** Rows of the plan that a person is to decide become doubts; what was decided of them before is no answer to another question. */
export const doubtPlanned = async (connection: Connection, importId: string): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  await affected(
    connection,
    sql`insert into import_doubts as d (import_id, row, kind, asset_id, other_row, distance_m, said)
        select ${importId}, p.row, substr(p.action, 5), p.asset_id, p.other_row, p.distance_m,
          case p.action when 'ask_place_differs' then s.said_place when 'ask_number_refused_before' then s.given_number when 'ask_number_class_differs' then s.given_number end
        from ${plan} p join ${staged} s using (row) where p.action like 'ask_%'
        on conflict (import_id, row) do update set kind = excluded.kind, asset_id = excluded.asset_id, other_row = excluded.other_row, distance_m = excluded.distance_m,
          said = excluded.said, told = null, decision = null, decided_by = null, decided_at = null where d.decision is not null`,
  );
};

interface DecidedRow {
  readonly row: number;
  readonly assetId: string | null;
  readonly otherRow: number | null;
  readonly kind: Kind;
  readonly decision: 'merge' | 'keep' | 'refuse';
}

/** How many rows were decided or taken back, and by how much that changes what is counted of the import. */
export interface Decided {
  readonly rows: number;
  readonly counts: Readonly<Record<'asked' | 'fresh' | 'changed' | 'unchanged' | 'merged' | 'refused', number>>;
}

const outcomeOf = ({ decision, kind, assetId, otherRow }: DecidedRow) => {
  if (decision === 'refuse') return 'refused';
  if (decision === 'keep') return kind === 'changed_since' ? 'unchanged' : 'fresh';
  return assetId !== null ? 'changed' : otherRow !== null ? 'merged' : 'fresh';
};

/** Of rows that were to join one that is refused, one stands for itself: as many as there are such refused ones. */
const countLeftAlone = async (connection: Connection, importId: string): Promise<number> => {
  const { plan } = tablesOf(importId);
  const found = sql`select count(distinct m.other_row)::integer as n from ${plan} m join ${plan} r on r.row = m.other_row and r.action like 'refuse%' where m.action = 'merge'`;
  return (await oneRow<{ n: number }>(connection, found)).n;
};

/** What decisions change of what is counted: nobody counts millions of rows anew for one answer. @param sign -1: they are taken back */
const tally = async (connection: Connection, importId: string, write: () => Promise<readonly DecidedRow[]>, sign: 1 | -1): Promise<Decided> => {
  const before = await countLeftAlone(connection, importId);
  const decided = await write();
  const alone = (await countLeftAlone(connection, importId)) - before;
  const counts = { asked: 0, fresh: alone, changed: 0, unchanged: 0, merged: 0 - alone, refused: 0 };
  for (const one of decided) {
    counts[outcomeOf(one)] += sign;
    counts.asked -= sign;
  }
  return { rows: decided.length, counts };
};

/** By row, by kind, or both; null: any. */
interface Which {
  readonly rows: readonly number[] | null;
  readonly kind: string | null;
}

interface DecidedBy {
  /** Of the file. */
  readonly columns: number;
  readonly personId: string | null;
  readonly at: string;
}

const whichRows = ({ rows: which, kind }: Which): Sql =>
  sql`(${which === null} or d.row = any (${[...(which ?? [])]}::integer[])) and (${kind}::text is null or d.kind = ${kind})`;

/**
 * Writes a decision on open doubts, by rows or by kind, into the doubts and into the plan: the same well (compared with its asset when the
 * import is applied, or joined with the other row), another one, or not to be taken. A row that is doubted for its place alone is no
 * other's: it is taken either way. One whose asset was changed since may be kept from it: the asset stays as it is; what a person saw of
 * the change is what they decided of.
 */
const writeDecision = async (
  connection: Connection,
  importId: string,
  { decision, ...which }: Which & Pick<DecidedRow, 'decision'>,
  { columns, personId, at }: DecidedBy,
): Promise<DecidedRow[]> => {
  const { rows: staged, plan } = tablesOf(importId);
  const decided = await rows<DecidedRow>(
    connection,
    sql`update import_doubts d set decision = ${decision}, decided_by = ${personId}, decided_at = ${at}
        where d.import_id = ${importId} and d.decision is null and ${whichRows(which)} returning row, asset_id, other_row, kind, decision`,
  );
  const all = decided.map(({ row }) => row);
  const action =
    decision === 'keep'
      ? sql`case when action = 'ask_changed_since' then 'unchanged' else 'fresh' end`
      : decision === 'refuse'
        ? sql`'refused'`
        : sql`case when asset_id is not null then 'match' when other_row is not null then 'merge' else 'fresh' end`;
  await affected(
    connection,
    sql`update ${plan} set action = ${action}, changes = case when action = 'ask_changed_since' then changes end,
          version = case when action = 'ask_changed_since' then version else (select a.version from assets a where a.id = asset_id) end
        where row = any (${all}::integer[]) and action like 'ask_%'`,
  );
  if (decision === 'refuse')
    await affected(
      connection,
      sql`insert into import_refusals (import_id, row, code, fields) select ${importId}, s.row, 'census-refused-by-person', ${fieldsOf(columns, 's')}
          from ${staged} s where s.row = any (${all}::integer[]) on conflict do nothing`,
    );
  return decided;
};

export const decideDoubts = (connection: Connection, importId: string, what: Which & Pick<DecidedRow, 'decision'>, by: DecidedBy): Promise<Decided> =>
  tally(connection, importId, () => writeDecision(connection, importId, what, by), 1);

const unwrite = (connection: Connection, importId: string, which: Which): Promise<DecidedRow[]> => {
  const { plan } = tablesOf(importId);
  return rows(
    connection,
    sql`with taken as (
          select d.row, d.asset_id, d.other_row, d.kind, d.decision from import_doubts d join imports i on i.id = d.import_id join ${plan} p on p.row = d.row
          where d.import_id = ${importId} and ${whichRows(which)} and ${isUnwritten}),
        asked as (update import_doubts d set decision = null, decided_by = null, decided_at = null from taken t where d.import_id = ${importId} and d.row = t.row),
        planned as (update ${plan} p set action = 'ask_' || t.kind, asset_id = t.asset_id, other_row = t.other_row from taken t where p.row = t.row),
        given_back as (delete from import_refusals r using taken t where r.import_id = ${importId} and r.row = t.row and r.code = 'census-refused-by-person')
        select row, asset_id, other_row, kind, decision from taken`,
  );
};

/** Takes decisions back of which nothing is written yet: their rows are asked again, as they were. */
export const takeBackDecisions = async (connection: Connection, importId: string, which: Which): Promise<Decided> => {
  await unfollow(connection, importId);
  return tally(connection, importId, () => unwrite(connection, importId, which), -1);
};
