import type { Unit } from '#domain/contract/city.ts';
import { type Connection, escapeLike, rows, sql } from '../../sql.ts';

/**
 * Active units, at most 300, those nearest in the hierarchy to a place first: its own, its district's, the trades, the rest.
 * @param words part of a name, a spoken word or an id
 */
export const listUnits = (connection: Connection, { words, near }: { words?: string | undefined; near?: string | undefined }): Promise<Unit[]> => {
  const like = words?.trim() ? `%${escapeLike(words.trim())}%` : null;
  return rows(
    connection,
    sql`select id, kind, level, place_code, jsonb_build_object('zh', name, 'en', name_en) as name from units
        where active and (${like}::text is null or name ilike ${like} or name_en ilike ${like} or id ilike ${like} or exists (select 1 from unnest(words) w where w ilike ${like}))
        order by case when ${near ?? null}::text is null then 2 when place_code = ${near ?? null} then 0 when place_code = left(${near ?? null}, 6) then 1 when level = 'trade' then 2 else 3 end, level, kind, id
        limit 300`,
  );
};

/** Names by id, of units active or not. */
export const nameUnits = async (connection: Connection, ids: readonly string[]): Promise<Record<string, Unit['name']>> => {
  if (ids.length === 0) return {};
  const found = await rows<{ id: string; name: Unit['name'] }>(
    connection,
    sql`select id, jsonb_build_object('zh', name, 'en', name_en) as name from units where id = any (${[...ids]})`,
  );
  return Object.fromEntries(found.map(({ id, name }) => [id, name]));
};
