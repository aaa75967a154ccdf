import type { Reach } from '#domain/access.ts';
import type { SerialRange } from '#domain/contract/serials.ts';
import { type Connection, rows, sql } from '../../sql.ts';

// Numbers that minting will pass over, because they stand on plates already; counted only of ranges that look scarce.
const adoptedAhead = sql`(select count(*)::integer from assets a where a.id > s.prefix || lpad((s.last + 1)::text, 6, '0') and a.id < s.prefix || last_serial_to_mint() || 'Z')`;

/** Ranges of serials of which fewer than so many numbers are left to mint, fewest first. */
export const listScarceRanges = (connection: Connection, fewer: number, reach: Reach): Promise<SerialRange[]> =>
  rows(
    connection,
    sql`select s.prefix, jsonb_build_object('zh', d.name, 'en', coalesce(d.name_en, d.name)) as district, jsonb_build_object('zh', c.name, 'en', c.name_en) as class_name,
          s.last, greatest(0, last_serial_to_mint() - s.last - s.ahead) as left
        from (select s.*, ${adoptedAhead} as ahead from asset_serials s where last_serial_to_mint() - s.last - s.adopted < ${fewer}) s
        join places d on d.code = left(s.prefix, 6) join asset_classes c on c.code = substr(s.prefix, 7)
        where last_serial_to_mint() - s.last - s.ahead < ${fewer} and d.retired_on is null
          and (${reach.city} or exists (select from unnest(${reach.placeCodes}::text[]) own where starts_with(own, d.code)))
        order by s.last + s.ahead desc, s.prefix limit 200`,
  );
