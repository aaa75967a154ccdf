import { affected, type Connection, rows, sql } from '#db/sql.ts';

const json = (value: unknown) => JSON.stringify(value);

export interface SeedUnit {
  id: string;
  kind: string;
  level: string;
  placeCode: string;
  parentId: string | null;
  name: string;
  nameEn: string;
  words: readonly string[];
  phone: string | null;
}

export const insertUnits = async (connection: Connection, units: readonly SeedUnit[]): Promise<void> => {
  await rows(
    connection,
    sql`
      insert into units (id, kind, level, place_code, parent_id, name, name_en, words, phone)
      select id, kind, level, "placeCode", "parentId", name, "nameEn", array(select json_array_elements_text(words)), phone
      from json_to_recordset(${json(units)}::json) as u (id text, kind text, level text, "placeCode" text, "parentId" text, name text, "nameEn" text, words json, phone text)`,
  );
};

export const insertAssetClasses = async (
  connection: Connection,
  classes: readonly { code: string; name: string; nameEn: string; isWell: boolean; isSensitive: boolean; words: readonly string[] }[],
): Promise<void> => {
  await rows(
    connection,
    sql`
      insert into asset_classes (code, name, name_en, is_well, is_sensitive, words)
      select code, name, "nameEn", "isWell", "isSensitive", array(select json_array_elements_text(words))
      from json_to_recordset(${json(classes)}::json) as c (code text, name text, "nameEn" text, "isWell" boolean, "isSensitive" boolean, words json)`,
  );
};

/** Problem kinds in the order given. */
export const insertProblemKinds = async (connection: Connection, kinds: readonly object[]): Promise<void> => {
  await rows(
    connection,
    sql`
      insert into problem_kinds (code, name, name_en, asset_classes, about, is_hazard, is_emergency, asset_status, acts, words, sort)
      select k.code, k.name, k."nameEn", array(select json_array_elements_text(k."assetClasses")), k.about, k."isHazard", k."isEmergency", k."assetStatus", k.acts,
        array(select json_array_elements_text(k.words)), e.n
      from json_array_elements(${json(kinds)}::json) with ordinality as e (kind, n)
      cross join lateral json_to_record(e.kind) as k (
        code text, name text, "nameEn" text, "assetClasses" json, about text, "isHazard" boolean, "isEmergency" boolean, "assetStatus" text, acts text, words json)`,
  );
};

/** Demo people, each with one role for a place or for units; `passwordHash` as db/passwords.ts makes it. */
export const insertPeople = async (
  connection: Connection,
  people: readonly {
    username: string;
    passwordHash: string;
    name: string;
    nameEn: string;
    role: string;
    placeCode: string | null;
    unitIds: readonly string[];
  }[],
): Promise<void> => {
  await affected(
    connection,
    sql`
      with given as (
        select * from json_to_recordset(${json(people)}::json)
          as p (username text, "passwordHash" text, name text, "nameEn" text, role text, "placeCode" text, "unitIds" json)
      ), added as (
        insert into people (username, password_hash, name, name_en) select username, "passwordHash", name, "nameEn" from given returning id, username
      )
      insert into person_roles (person_id, role, place_code, unit_id)
      select added.id, given.role, given."placeCode", unit.id from given join added using (username)
        left join lateral json_array_elements_text(given."unitIds") as unit (id) on true`,
  );
};

/** The city's own dispatch rules as the first version, in force since ever. */
export const insertFirstRules = async (connection: Connection, rules: readonly object[]): Promise<void> => {
  const since = '2000-01-01T00:00:00Z';
  await affected(
    connection,
    sql`insert into rule_sets (version, title, rules, drafted_at, switched_on_at, effective_at)
        values (1, '条块结合、以条为主、街镇托底', ${json(rules)}::jsonb, ${since}, ${since}, ${since})`,
  );
};
