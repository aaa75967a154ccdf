import type { Reach } from '#domain/access.ts';
import type { ImportRules } from '#domain/import-rules.ts';
import { affected, type Connection, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { assetKeptInReach } from '../reach.ts';
import type { Scale } from './import-near.ts';
import { named, tablesOf } from './import-tables.ts';

/** Rows are looked for by their number and joined by it from here on. Only what is joined or grouped by needs statistics. */
export const indexRows = async (connection: Connection, importId: string): Promise<void> => {
  const { rows: staged } = tablesOf(importId);
  await rows(connection, sql`create unique index on ${staged} (row)`);
  await rows(connection, sql`analyze ${staged} (row, class_code, district_code, given_number, source_number, owner_id)`);
};

/** The second and later rows that bear one number of the exchange, however it is written, are refused: which of them it is nobody can tell. */
export const findNumbersTwice = (connection: Connection, importId: string): Promise<number> => {
  const { rows: staged, plan } = tablesOf(importId);
  return affected(
    connection,
    sql`insert into ${plan} (row, action, other_row)
        select row, 'refuse_number', first
        from (select row, min(row) over (partition by case when n ~ '^\\d{16}[0-9X]?$' then left(n, 16) else n end) as first
              from (select row, upper(translate(given_number, ' -', '')) as n from ${staged} where given_number is not null) written) bearing where row > first
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

/**
 * One owner's number on two rows of two classes. Owners number each kind of well from one, so that far apart these are two wells; at one
 * place one of the two classes is likely wrong, and which one nobody but a person can tell: never merged by itself.
 */
export const askSourceNumbersOfTwoClasses = async (connection: Connection, importId: string, rules: ImportRules, scale: Scale): Promise<void> => {
  if (rules.sourceNumberInFile === 'keep') return;
  const { rows: staged, plan } = tablesOf(importId);
  const metres = metresApart(scale);
  await affected(
    connection,
    sql`with several as materialized (
          select source_number, owner_id from ${staged} where source_number is not null and owner_id is not null group by 1, 2 having min(class_code) <> max(class_code)),
        firsts as materialized ( -- of each class: a number that comes a million times is looked at a million times, not its square
          select distinct on (s.source_number, s.owner_id, s.class_code) s.source_number, s.owner_id, s.class_code, s.row, s.geom
          from ${staged} s join several using (source_number, owner_id) order by s.source_number, s.owner_id, s.class_code, s.row)
        insert into ${plan} (row, action, other_row, distance_m)
        select distinct on (s.row) s.row, 'ask_source_number_classes', a.row, ${metres}
        from firsts a join ${staged} s using (source_number, owner_id)
        where a.row < s.row and a.class_code <> s.class_code and ${metres} <= ${rules.sourceNumberWithinM}::float8 order by s.row, a.row
        on conflict do nothing`,
  );
};

// Which row one was to join before it followed on: a decision that is taken back before anything was written has it do so again.
const keepFirst = sql`first_row = coalesce(p.first_row, p.other_row)`;

/** A row that joins another that itself joins a third joins the third. */
export const followMerges = async (connection: Connection, importId: string): Promise<void> => {
  const { plan } = tablesOf(importId);
  for (;;) {
    const followed = await affected(
      connection,
      sql`update ${plan} p set ${keepFirst}, other_row = q.other_row from ${plan} q where q.row = p.other_row and p.action = 'merge' and q.action = 'merge' and q.other_row < p.other_row`,
    );
    if (followed === 0) return;
  }
};

/** Rows that were to join one that is refused are a well all the same: the first of them stands for itself, the others join it. */
export const leaveRefused = async (connection: Connection, importId: string): Promise<void> => {
  const { plan } = tablesOf(importId);
  await affected(
    connection,
    sql`update ${plan} p set action = case when p.row = left_alone.first then 'fresh' else 'merge' end, other_row = nullif(left_alone.first, p.row), ${keepFirst}
        from (select m.row, min(m.row) over (partition by m.other_row) as first
              from ${plan} m join ${plan} r on r.row = m.other_row and r.action like 'refuse%' where m.action = 'merge') left_alone where p.row = left_alone.row`,
  );
};

/** What was followed by what people decided is followed anew when the import is written. */
export const unfollow = async (connection: Connection, importId: string): Promise<void> => {
  const { plan } = tablesOf(importId);
  await affected(
    connection,
    sql`update ${plan} set action = 'merge', other_row = first_row, first_row = null where first_row is not null and action in ('merge', 'fresh')`,
  );
};

/** What the check itself found is where people's decisions begin. */
export const endFollowing = async (connection: Connection, importId: string): Promise<void> => {
  const { plan } = tablesOf(importId);
  await affected(connection, sql`update ${plan} set first_row = null where first_row is not null`);
};

/** Whether nothing is registered yet. */
export const isRegistryEmpty = async (connection: Connection): Promise<boolean> =>
  (await oneRow<{ empty: boolean }>(connection, sql`select not exists (select from assets) as empty`)).empty;

/** How rows are held against the registry: by the source's rules, and by whom. */
export interface MatchBy {
  readonly rules: ImportRules;
  readonly scale: Scale;
  readonly reach: Reach;
  /** The import has rows in the registry already, from before it was broken off. */
  readonly hasWritten: boolean;
}

const metresApart = ({ perLon, perLat }: Scale): Sql =>
  sql`sqrt(power((st_x(a.geom) - st_x(s.geom)) * ${perLon}::float8, 2) + power((st_y(a.geom) - st_y(s.geom)) * ${perLat}::float8, 2))`;

// How a row is an asset that stands already, surest first; two rows or ways alike, the first. Only a sure one (up to 4) is taken unasked.
const made = sql`0`;
const byNumber = sql`1`;
const byJoinedNumber = sql`2`;
const bySourceNumber = sql`3`;
const atOnePlace = sql`4`;
/** It was removed, and the row says that it is there: by the owner's number, by the place. */
const removedBySourceNumber = sql`5`;
const removedAtOnePlace = sql`6`;
const nearby = sql`7`;
const bySourceNumberFarOff = sql`8`;

// Rows of an import that was broken off, checked anew: what each made is its own.
const madeBefore = (importId: string, staged: Sql, metres: Sql): Sql =>
  sql`select s.row, a.id as asset_id, a.merged_into, ${made} as how, ${metres} as m, a.changed_on from ${staged} s join assets a on a.import_id = ${importId} and a.import_row = s.row union all`;

// What was removed may stand in a file once more, as removed; that it is there again nobody takes unasked.
const isRemoved = sql`(a.status = 'removed' and s.status is distinct from 'removed')`;

// A number that is an alias stands as a row bore it, or, joined, with its 17 characters: rows are read both ways.
const numbersBorne = sql`unnest(array[s.given_number, case length(upper(translate(s.given_number, ' -', '')))
  when 16 then well_formed_number(s.given_number) when 17 then upper(translate(s.given_number, ' -', '')) end]) borne (n)`;

// Ways in which a row is an asset that stands already. `assets`: all of them, or those that came since. A record that was merged is found
// like any other: its rows are its survivor's. `changed_on` of one that was merged or removed is the day of that.
const waysToMatch = (importId: string, assets: Sql, { rules, scale, hasWritten }: MatchBy): Sql => {
  const { rows: staged } = tablesOf(importId);
  const { perLon, perLat } = scale;
  const metres = metresApart(scale);
  const isClose = sql`${metres} <= ${rules.sourceNumberWithinM}::float8`;
  return sql`${hasWritten ? madeBefore(importId, staged, metres) : sql``}
    select s.row, a.id as asset_id, a.merged_into, ${byNumber} as how, ${metres} as m, a.changed_on
    from (select row, geom, well_formed_number(given_number) as n from ${staged} where given_number is not null) s join ${assets} a on a.id = s.n
    union all
    select s.row, a.id, a.merged_into, ${byJoinedNumber}, ${metres}, a.changed_on
    from ${staged} s cross join lateral ${numbersBorne} join asset_aliases l on l.number = borne.n join ${assets} a on a.id = l.asset_id
    where s.given_number is not null and a.class_code = s.class_code and ${isClose}
    union all
    select s.row, a.id, a.merged_into,
      case when not ${isClose} then ${bySourceNumberFarOff} when a.merged_into is null and ${isRemoved} then ${removedBySourceNumber} else ${bySourceNumber} end, ${metres}, a.changed_on
    from ${staged} s join ${assets} a on a.source_number = s.source_number and a.owner_id = s.owner_id and a.class_code = s.class_code
    where ${isClose} or (a.merged_into is null and not ${isRemoved})
    union all
    select s.row, near.id, near.merged_into,
      case when near.m > ${rules.sameWithinM}::float8 then ${nearby} when near.is_removed then ${removedAtOnePlace} else ${atOnePlace} end, near.m, near.changed_on
    from ${staged} s cross join lateral (
      select distinct on (a.merged_into is null, ${isRemoved}) a.id, a.merged_into, a.changed_on, a.merged_into is null and ${isRemoved} as is_removed, ${metres} as m from ${assets} a
      where a.geom && st_expand(s.geom, ${rules.withinM / perLon}::float8, ${rules.withinM / perLat}::float8) and a.class_code = s.class_code
      order by a.merged_into is null, ${isRemoved}, m) near
    where near.m <= case when near.merged_into is null and not near.is_removed then ${rules.withinM}::float8 else ${rules.sameWithinM}::float8 end`;
};

/** A row of a record that was merged is the one's that stands for it today, however often that was merged in its turn; that one may be removed by now. */
const followMergedAssets = async (connection: Connection, staged: Sql, scale: Scale): Promise<void> => {
  for (;;) {
    const followed = await affected(
      connection,
      sql`update matched t set asset_id = a.id, merged_into = a.merged_into, m = ${metresApart(scale)}, made_at = case when t.how = ${made} then 0 end,
            how = case when a.merged_into is not null or not ${isRemoved} then t.how when t.how = ${bySourceNumber} then ${removedBySourceNumber}
              when t.how = ${atOnePlace} then ${removedAtOnePlace} else t.how end,
            changed_on = case when a.merged_into is null and ${isRemoved} then greatest(t.changed_on, a.changed_on) else t.changed_on end
          from assets a, ${staged} s where a.id = t.merged_into and s.row = t.row`,
    );
    if (followed === 0) return;
  }
};

// What the rules say of a row that was found. One that bears the number of a record that was merged, and is not newer than that, says
// nothing of the survivor; one of a well that was removed is older than that, or a person is asked.
const actionOf = ({ rules }: MatchBy, near: Sql): Sql => sql`
  case when is_beyond then case when how <= ${byJoinedNumber} then 'refuse_number_beyond' when how < ${nearby} or (how = ${nearby} and ${near} is not null) then 'refuse_beyond' end
    when how <= ${byJoinedNumber} and m > ${rules.movedFarM}::float8 then 'ask_moved_far'
    when how in (${removedBySourceNumber}, ${removedAtOnePlace}) and said_on < changed_on then case when nth > 1 then 'same' else 'match' end
    when nth > 1 then case when how <= ${byJoinedNumber} or (was_merged and how <= ${atOnePlace}) then 'same' else 'ask_near_registered' end
    when was_merged and how between ${bySourceNumber} and ${atOnePlace} and coalesce(said_on <= changed_on, true) then 'same'
    when how <= ${atOnePlace} then 'match' when how = ${removedAtOnePlace} then 'ask_near_registered'
    when how = ${nearby} then ${near} else 'ask_source_number_registered' end`;

/**
 * What the rules say of rows that were found goes into the plan. An asset is one row's only: the surest, then the first, and its own before
 * those of records that were merged into it. One that lies beyond the reach is nobody's to take: its row is refused, and the plan does not
 * tell which it is; one that is far off and has but the owner's number in common is passed over.
 */
const planMatched = async (connection: Connection, importId: string, by: MatchBy): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  const near = by.rules.nearRegistered === 'merge' ? sql`'match'` : by.rules.nearRegistered === 'ask' ? sql`'ask_near_registered'` : sql`null`;
  const isBeyond = by.reach.city ? sql`false` : sql`not exists (select from assets a where a.id = m.asset_id and ${assetKeptInReach(by.reach)})`;
  await affected(
    connection,
    sql`insert into ${plan} as p (row, action, asset_id, other_row, distance_m, version)
        select row, action, case when not is_beyond then asset_id end, case when nth > 1 and not is_beyond then first end, case when not is_beyond then m end, made_at from (
          select *, ${actionOf(by, near)} as action from (
            select m.*, ${isBeyond} as is_beyond, s.changed_on as said_on, first_value(m.row) over same as first, row_number() over same as nth
            from matched m join ${staged} s using (row) window same as (partition by m.asset_id order by m.was_merged, m.how, m.row)) known
        ) found where action is not null
        on conflict (row) do update set action = excluded.action, asset_id = excluded.asset_id, other_row = excluded.other_row, distance_m = excluded.distance_m,
          version = excluded.version where p.action = 'fresh'`,
  );
};

const findMatched = async (connection: Connection, staged: Sql, ways: Sql, scale: Scale): Promise<void> => {
  await rows(connection, sql`drop table if exists pg_temp.matched`);
  await rows(
    connection,
    sql`create temp table matched on commit drop as
        select distinct on (row) row, asset_id, merged_into, how, m, changed_on, merged_into is not null as was_merged, case when how = ${made} then 1 end as made_at
        from (${ways}) ways order by row, how, merged_into is not null, m, asset_id`,
  );
  await rows(connection, sql`analyze matched`);
  await followMergedAssets(connection, staged, scale);
};

/** Finds the registered asset of each row. */
export const matchRegistered = async (connection: Connection, importId: string, by: MatchBy): Promise<void> => {
  const { rows: staged } = tablesOf(importId);
  await findMatched(connection, staged, waysToMatch(importId, sql`assets`, by), by.scale);
  await planMatched(connection, importId, by);
};

/**
 * The same of rows that are still to be made, by what came into the registry since they were matched (`import_came`). Where a person has
 * said that a row is another than some asset, that asset is not it.
 * @param after the last row whose batch is in the registry
 */
export const matchWhatCame = async (connection: Connection, importId: string, after: number, by: MatchBy): Promise<void> => {
  const { rows: staged, plan } = tablesOf(importId);
  const ways = sql`
    select w.* from (${waysToMatch(importId, named('import_came'), { ...by, hasWritten: false })}) w left join ${plan} p using (row)
    where case when p.row is null then w.row > ${after} else p.action = 'fresh' and p.asset_id is distinct from w.asset_id and p.asset_id is distinct from coalesce(w.merged_into, w.asset_id) end`;
  await findMatched(connection, staged, ways, by.scale);
  await planMatched(connection, importId, by);
};
