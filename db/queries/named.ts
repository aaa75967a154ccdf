import { type Sql, sql } from '../sql.ts';

/** A row's name in both languages as a Name; its Chinese stands for an English that nobody gave. @param alias a row with name and name_en */
export const named = (alias: Sql): Sql => sql`jsonb_build_object('zh', ${alias}.name, 'en', coalesce(${alias}.name_en, ${alias}.name))`;
