import { type Sql, sql } from '../../sql.ts';

/** A telephone's figures, of a Chinese mobile number without its country, as an index has them: one caller types theirs in several ways. Empty where a unit's system left words for one: nobody's. */
export const figuresOf = (phone: Sql): Sql => sql`regexp_replace(regexp_replace(${phone}, '\\D', '', 'g'), '^(00)?86(?=1\\d{9,})', '')`;
