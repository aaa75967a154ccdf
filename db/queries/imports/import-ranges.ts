import type { Import } from '#domain/contract/imports.ts';
import { type Connection, rows, type Sql, sql } from '../../sql.ts';
import { tablesOf } from './import-tables.ts';

export type ImportRange = Import['ranges'][number];

/** Rows that are still to be made: those that nobody planned otherwise, behind what is in the registry already, and those decided late. */
const toBeMade = (importId: string, after: number): Sql => {
  const { rows: staged, plan } = tablesOf(importId);
  return sql`${staged} s left join ${plan} p using (row) where case when p.row is null then s.row > ${after} else p.action = 'fresh' end`;
};

/** Ranges that might be left with fewer than so many, were every row minted a number: one look over the rows, and few ranges stay. */
const listTouched = (connection: Connection, importId: string, after: number, fewer: number): Promise<{ prefix: string }[]> =>
  rows(
    connection,
    sql`with wanted as (select current_place(g.district_code) || g.class_code as prefix, sum(g.n) as n
          from (select s.district_code, s.class_code, count(*) as n from ${toBeMade(importId, after)} group by 1, 2 offset 0) g group by 1)
        select w.prefix from wanted w left join asset_serials z on z.prefix = w.prefix
        where last_serial_to_mint() - coalesce(z.last, 0) - coalesce(z.adopted, 0) - w.n < ${fewer}`,
  );

/**
 * Ranges of serials that an import leaves fewer than `fewer` numbers in, scarcest first; it would run full those of which it wants more
 * than are left. A row whose own number is adopted takes none, but its number is one that minting passes over.
 * @param after the last row whose batch is in the registry
 */
export const listImportRanges = async (connection: Connection, importId: string, after: number, fewer: number): Promise<ImportRange[]> => {
  const prefixes = (await listTouched(connection, importId, after, fewer)).map(({ prefix }) => prefix);
  if (prefixes.length === 0) return [];
  return rows(
    connection,
    sql`with made as materialized (
          select current_place(s.district_code) || s.class_code as prefix, case when s.given_number is not null and number_refusal(s.given_number) is null then well_formed_number(s.given_number) end as adopted
          from ${toBeMade(importId, after)}),
        ranges as (
          select r.prefix, coalesce(z.last, 0) as last, (select count(*)::integer from made m where m.prefix = r.prefix and m.adopted is null) as wanted
          from unnest(${prefixes}::text[]) r (prefix) left join asset_serials z on z.prefix = r.prefix),
        counted as (
          select r.prefix, r.wanted, (last_serial_to_mint() - r.last
            - (select count(*) from assets a where a.id > r.prefix || lpad((r.last + 1)::text, 6, '0') and a.id < r.prefix || lpad((last_serial_to_mint() + 1)::text, 6, '0'))
            - (select count(*) from made m where left(m.adopted, 10) = r.prefix and substr(m.adopted, 11, 6)::integer between r.last + 1 and last_serial_to_mint()))::integer as left
          from ranges r where r.wanted > 0)
        select c.prefix, jsonb_build_object('zh', d.name, 'en', coalesce(d.name_en, d.name)) as district, jsonb_build_object('zh', k.name, 'en', k.name_en) as class_name,
          c.wanted, greatest(0, c.left) as left
        from counted c join places d on d.code = left(c.prefix, 6) join asset_classes k on k.code = substr(c.prefix, 7)
        where c.left - c.wanted < ${fewer} order by c.left - c.wanted, c.prefix limit 200`,
  );
};
