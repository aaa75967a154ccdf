import type { ImportRules } from '#domain/import-rules.ts';
import { affected, type Connection, oneRow, rows, type Sql, sql } from '../sql.ts';
import type { Scale } from './import-near.ts';
import { tablesOf } from './import-tables.ts';

/** Rows are looked for by their number and joined by it from here on. Only what is joined or grouped by needs statistics. */
export const indexRows = async (connection: Connection, importId: string): Promise<void> => {
  const { rows: staged } = tablesOf(importId);
  await rows(connection, sql`create unique index on ${staged} (row)`);
  await rows(connection, sql`analyze ${staged} (row, class_code, district_code, given_number, source_number, owner_id)`);
};

/** The second and later rows that bear one number of the exchange are refused: which of them it is nobody can tell. */
export const findNumbersTwice = (connection: Connection, importId: string): Promise<number> => {
  const { rows: staged, plan } = tablesOf(importId);
  return affected(
    connection,
    sql`insert into ${plan} (row, action, other_row)
        select row, 'refuse_number', first
        from (select row, min(row) over (partition by given_number) as first from ${staged} where given_number is not null) bearing where row > first
        on conflict do nothing`,
  );
};

const answerTo = (answer: ImportRules['nearInFile'], kind: string): Sql => (answer === 'merge' ? sql`'merge'` : sql`${`ask_${kind}`}::text`);

/** One owner's own number on two rows. */
export const findSourceNumbersTwice = async (connection: Connection, importId: string, rules: ImportRules): Promise<void> => {
  if (rules.sourceNumberInFile === 'keep') return;
  const { rows: staged, plan } = tablesOf(importId);
  await affected(
    connection,
    sql`insert into ${plan} (row, action, other_row)
        select row, ${answerTo(rules.sourceNumberInFile, 'source_number_in_file')}, first
        from (select row, min(row) over (partition by source_number, owner_id, class_code) as first from ${staged}
              where source_number is not null and owner_id is not null) bearing where row > first
        on conflict do nothing`,
  );
};

/** A row that joins another that itself joins a third joins the third. */
export const followMerges = async (connection: Connection, importId: string): Promise<void> => {
  const { plan } = tablesOf(importId);
  for (;;) {
    const followed = await affected(
      connection,
      sql`update ${plan} p set other_row = q.other_row from ${plan} q where q.row = p.other_row and p.action = 'merge' and q.action = 'merge' and q.other_row <> p.other_row`,
    );
    if (followed === 0) return;
  }
};

/** Whether nothing is registered yet. */
export const isRegistryEmpty = async (connection: Connection): Promise<boolean> =>
  (await oneRow<{ empty: boolean }>(connection, sql`select not exists (select from assets) as empty`)).empty;

// Ways in which a row is an asset that stands already, surest first.
const waysToMatch = (staged: Sql, rules: ImportRules, { perLon, perLat }: Scale): Sql => {
  const metres = sql`sqrt(power((st_x(a.geom) - st_x(s.geom)) * ${perLon}::float8, 2) + power((st_y(a.geom) - st_y(s.geom)) * ${perLat}::float8, 2))`;
  // What was removed may stand in a file once more, as removed; nothing else becomes it.
  const living = sql`a.merged_into is null and (a.status <> 'removed' or s.status = 'removed')`;
  return sql`
    select s.row, coalesce(a.merged_into, a.id) as asset_id, 1 as how, ${metres} as m
    from (select row, geom, well_formed_number(given_number) as n from ${staged} where given_number is not null) s join assets a on a.id = s.n
    union all
    select s.row, coalesce(a.merged_into, a.id), 2, ${metres} from ${staged} s join asset_aliases l on l.number = s.given_number join assets a on a.id = l.asset_id
    where a.class_code = s.class_code and ${metres} <= ${rules.sourceNumberWithinM}::float8
    union all
    select s.row, a.id, case when ${metres} <= ${rules.sourceNumberWithinM}::float8 then 3 else 6 end, ${metres}
    from ${staged} s join assets a on a.source_number = s.source_number and a.owner_id = s.owner_id and a.class_code = s.class_code where ${living}
    union all
    select s.row, near.id, case when near.m <= ${rules.sameWithinM}::float8 then 4 else 5 end, near.m
    from ${staged} s cross join lateral (
      select a.id, ${metres} as m from assets a
      where a.geom && st_expand(s.geom, ${rules.withinM / perLon}::float8, ${rules.withinM / perLat}::float8) and a.class_code = s.class_code and ${living}
      order by m limit 1) near
    where near.m <= ${rules.withinM}::float8`;
};

/** Finds the registered asset of each row; what the rules say of it goes into the plan. An asset is one row's only: the surest, then the first. */
export const matchRegistered = async (connection: Connection, importId: string, rules: ImportRules, scale: Scale): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  await rows(
    connection,
    sql`create temp table matched on commit drop as
        select distinct on (row) row, asset_id, how, m from (${waysToMatch(staged, rules, scale)}) ways order by row, how, m, asset_id`,
  );
  await rows(connection, sql`analyze matched`);
  const near = rules.nearRegistered === 'merge' ? sql`'match'` : rules.nearRegistered === 'ask' ? sql`'ask_near_registered'` : sql`null`;
  await affected(
    connection,
    sql`insert into ${plan} (row, action, asset_id, other_row, distance_m)
        select row, action, asset_id, case when nth > 1 then first end, m from (
          select m.*, first_value(row) over same as first, row_number() over same as nth,
            case when how <= 2 and m > ${rules.movedFarM}::float8 then 'ask_moved_far' when row_number() over same > 1 then case when how <= 2 then 'same' else 'ask_near_registered' end
              when how <= 4 then 'match' when how = 5 then ${near} else 'ask_source_number_registered' end as action
          from matched m window same as (partition by asset_id order by how, row)
        ) found where action is not null
        on conflict do nothing`,
  );
};
