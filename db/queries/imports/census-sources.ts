import type { Reach } from '#domain/access.ts';
import { isSameScope, livingReach, type Recalled, recall, type ScopeSays, type SourceMemory } from '#domain/source-memory.ts';
import { affected, type Connection, rows, type Sql, sql } from '../../sql.ts';
import { heirsOfUnits } from '../network/heirs.ts';

const columns = sql`s.name, s.reach, s.mapping, case when s.system is not null then jsonb_build_object('system', s.system, 'axes', s.axes) end as coordinates, s.rules, s.words, s.updated_at`;

/** What followed the places and units of these reaches that are over. */
const findHeirs = async (connection: Connection, reaches: readonly Reach[]) => {
  const [codes, ids] = [reaches.flatMap(({ placeCodes }) => placeCodes), reaches.flatMap(({ unitIds }) => unitIds)];
  if (codes.length + ids.length === 0) return { places: {}, units: {} };
  const found = await rows<{ isUnit: boolean; id: string; heir: string }>(
    connection,
    sql`select true as is_unit, id, heir from ${heirsOfUnits(sql`u.id = any(${ids})`)} ended
        union all select false, p.code, current_place(p.code) from places p where p.code = any(${codes}) and p.retired_on is not null`,
  );
  const of = (kind: boolean) => Object.fromEntries(found.flatMap(({ isUnit, id, heir }) => (isUnit === kind && heir !== null ? [[id, heir] as const] : [])));
  return { places: of(false), units: of(true) };
};

/** Memories by the places and units of today. */
const asOfToday = async (connection: Connection, memories: readonly SourceMemory[], reach: Reach) => {
  const heirs = await findHeirs(connection, [reach, ...memories.map((memory) => memory.reach)]);
  return { own: livingReach(reach, heirs), memories: memories.map((memory) => ({ ...memory, reach: livingReach(memory.reach, heirs) })) };
};

/** All that is remembered of a source, whoever said it, and a reach as it stands today. */
export const listMemories = async (connection: Connection, name: string, reach: Reach) =>
  asOfToday(connection, await rows<SourceMemory>(connection, sql`select ${columns} from census_sources s where s.name = ${name}`), reach);

/** What a source's files mean to who reaches so far. */
export const findSource = async (connection: Connection, name: string, reach: Reach): Promise<Recalled | undefined> => {
  const { own, memories } = await listMemories(connection, name, reach);
  return recall(memories, own);
};

/** Of the city's memories a registrar of less is shown those that they spoke of, or whose files came from registrars of their places. */
const shownTo = ({ personId, reach: { city, placeCodes, unitIds } }: { personId: string; reach: Reach }): Sql => {
  const around = [...placeCodes, ...placeCodes.map((code) => code.slice(0, 6))];
  return sql`${city} and (s.reach ->> 'city')::boolean or s.updated_by = ${personId} or s.reach -> 'placeCodes' ?| ${around}::text[] or s.reach -> 'unitIds' ?| ${[...unitIds]}::text[]
    or exists (select from imports i where i.source = s.name and (i.person_id = ${personId} or i.reach -> 'placeCodes' ?| ${[...placeCodes]}::text[]))`;
};

/** What is remembered, as it holds for this person, the latest first. */
export const listSources = async (connection: Connection, who: { personId: string; reach: Reach }): Promise<Recalled[]> => {
  const found = await rows<SourceMemory>(
    connection,
    sql`select ${columns} from census_sources s where s.name in (
          select s.name from census_sources s where ${shownTo(who)} group by s.name order by max(s.updated_at) desc, s.name limit 200)`,
  );
  const { own, memories } = await asOfToday(connection, found, who.reach);
  return [...Map.groupBy(memories, ({ name }) => name).values()]
    .flatMap((ofOne) => recall(ofOne, own) ?? [])
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt) || a.name.localeCompare(b.name));
};

/** What a reach is called: its places, then its units. @param reach an SQL expression of it as JSON */
export const namesOfReach = (
  reach: Sql,
): Sql => sql`(select coalesce(jsonb_agg(jsonb_build_object('zh', n.name, 'en', coalesce(n.name_en, n.name)) order by n.kind, n.id), '[]')
  from (select 1 as kind, p.code as id, p.name, p.name_en from places p where p.code in (select jsonb_array_elements_text(${reach} -> 'placeCodes'))
    union all select 2, u.id, u.name, u.name_en from units u where u.id in (select jsonb_array_elements_text(${reach} -> 'unitIds'))) n)`;

/** What reaches are called, in their order. */
export const nameReaches = async (connection: Connection, reaches: readonly Reach[]): Promise<{ zh: string; en: string }[][]> =>
  (
    await rows<{ of: { zh: string; en: string }[] }>(
      connection,
      sql`select ${namesOfReach(sql`r.reach`)} as of from jsonb_array_elements(${JSON.stringify(reaches)}) with ordinality r (reach, n) order by r.n`,
    )
  ).map(({ of }) => of);

/** Holds what is remembered of a source until the transaction ends: who says more goes on from what the one before has said. */
export const holdSource = async (connection: Connection, name: string): Promise<void> => {
  await rows(connection, sql`select pg_advisory_xact_lock(hashtextextended('source ' || ${name}::text, 0))`);
};

/** Forgets what one scope said of a source, under today's name or that of places and units which went into it. */
export const forgetSource = async (connection: Connection, name: string, reach: Reach): Promise<boolean> => {
  const stored = (await rows<{ reach: Reach }>(connection, sql`select s.reach from census_sources s where s.name = ${name}`)).map((one) => one.reach);
  const heirs = await findHeirs(connection, [reach, ...stored]);
  const own = stored.filter((one) => isSameScope(livingReach(one, heirs), livingReach(reach, heirs)));
  if (own.length === 0) return false;
  await affected(connection, sql`delete from census_sources s where s.name = ${name} and s.reach in (select jsonb_array_elements(${JSON.stringify(own)}))`);
  return true;
};

/** What one scope says of a source, in place of what it said before. */
export const rememberSource = async (
  connection: Connection,
  { name, reach, mapping, coordinates, rules, words }: Pick<SourceMemory, 'name' | 'reach'> & ScopeSays,
  at: string,
  personId: string | null,
): Promise<void> => {
  await forgetSource(connection, name, reach);
  const said = [mapping, rules, words.unit ?? {}, words.class ?? {}];
  if (coordinates === null && said.every((of) => Object.keys(of).length === 0)) return;
  await affected(
    connection,
    sql`insert into census_sources (name, reach, mapping, system, axes, rules, words, updated_at, updated_by)
        values (${name}, ${JSON.stringify(reach)}, ${JSON.stringify(mapping)}, ${coordinates?.system ?? null}, ${coordinates?.axes ?? null}, ${JSON.stringify(rules)},
          ${JSON.stringify(words)}, ${at}, ${personId})`,
  );
};
