import { Compile } from 'typebox/compile';
import type { Pool } from '#db/pool.ts';
import type { AssetFilter } from '#db/queries/assets/asset-filters.ts';
import { nameUnits } from '#db/queries/network/units.ts';
import { listAssetClasses } from '#db/queries/places/cities.ts';
import { isPlace } from '#db/queries/places/places.ts';
import { decideAssetFilter } from '#domain/asset-query.ts';
import { AssetQuery } from '#domain/contract/asset-search.ts';
import { wordError } from '#domain/contract/errors.ts';

/** What each option of the command line is in a query of the registry: the same filters, read by the same rules. */
const queryKeys = {
  words: 'q',
  class: 'classCode',
  status: 'status',
  owner: 'ownerId',
  maintainer: 'maintainerId',
  keeper: 'keeperId',
  authority: 'authorityId',
  place: 'placeCode',
  hazard: 'hazard',
  'built-from': 'builtFrom',
  'built-to': 'builtTo',
  'recorded-from': 'recordedFrom',
  'recorded-to': 'recordedTo',
  'verified-before': 'verifiedBefore',
  bbox: 'bbox',
  polygon: 'polygon',
  near: 'near',
  within: 'withinM',
} as const satisfies Record<string, keyof AssetQuery>;
type FilterOption = keyof typeof queryKeys;
const filterNames = Object.keys(queryKeys) as FilterOption[];

export const filterOptions = Object.fromEntries(filterNames.map((name) => [name, { type: 'string' }])) as Record<FilterOption, { type: 'string' }>;
export type FilterTexts = Readonly<Partial<Record<FilterOption, string>>>;

/** An option's text as its field's contract has it. @throws Error */
const readText = (option: FilterOption, text: string): string | number => {
  const schema = AssetQuery.properties[queryKeys[option]];
  const value = Reflect.get(schema, 'type') === 'integer' && /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (Compile(schema).Check(value)) return value;
  const wanted = ['description', 'pattern', 'minimum', 'maximum'].flatMap((key) => Reflect.get(schema, key) ?? []).join(' ');
  throw new Error(`--${option}: ${text}（${wanted}）`);
};

const optionOf = (field: string): string => filterNames.find((name) => queryKeys[name] === field) ?? field;

/** The query that the options ask, and the filter it means. @throws Error with a sentence that names the option */
export const readFilter = (texts: FilterTexts): { query: AssetQuery; filter: AssetFilter } => {
  const said = filterNames.flatMap((name) => (texts[name] === undefined ? [] : [[queryKeys[name], readText(name, texts[name])] as const]));
  const query: AssetQuery = Object.fromEntries(said);
  const decided = decideAssetFilter(query);
  if (decided.ok) return { query, filter: decided.value };
  const { code, field = '', params } = decided.rejection;
  throw new Error(`--${optionOf(field)}: ${wordError(code, 'zh', params)} / ${wordError(code, 'en', params)}`);
};

/** What names nothing that there is would find nothing, without a word. @throws Error naming the option */
export const requireKnown = async (pool: Pool, texts: FilterTexts): Promise<void> => {
  const units = (['owner', 'maintainer', 'keeper', 'authority'] as const).flatMap((option) => {
    const id = texts[option];
    return id === undefined || id === 'none' ? [] : [{ option, id }];
  });
  const known = await nameUnits(
    pool,
    units.map(({ id }) => id),
  );
  for (const { option, id } of units) if (!Object.hasOwn(known, id)) throw new Error(`--${option} ${id}：没有这个单位 / there is no such unit`);
  const classes = new Set((await listAssetClasses(pool)).map(({ code }) => code));
  for (const code of texts.class?.split(',') ?? []) if (!classes.has(code)) throw new Error(`--class ${code}：没有这个小类 / there is no such class`);
  if (texts.place !== undefined && !(await isPlace(pool, texts.place)))
    throw new Error(`--place ${texts.place}：没有这个区、街道 / there is no such district or street`);
};
