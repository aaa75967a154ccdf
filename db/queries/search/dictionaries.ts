import type { AssetStatus } from '#domain/contract/terms.ts';
import { statusesNamed } from '#domain/status-names.ts';
import { type Connection, escapeLike, join, oneRow, rows, type Sql, sql } from '../../sql.ts';
import type { Key } from './driver.ts';

/** What the combinations answer: about how many assets, the keys unless they hold too many to be gathered, and with what their numbers begin at the lowest. */
export interface KnownFacets {
  readonly rows: number;
  readonly keys: readonly string[] | null;
  readonly low: string;
}

/** The same of wordings, whose keys are named, lowest numbers first, unless they are too many to ask for one by one. */
export interface KnownWordings {
  readonly rows: number;
  readonly keys: readonly Key[] | null;
}

/** So many rows are gathered, counted and sorted within some 50 ms, wherever they lie. */
export const mostGathered = 10_000;
const mostKeys = 10_000;

/** The combinations of class, status, units, place and hazards that a search and its reader's reach leave. @param conditions at least one, on `asset_facets f` */
export const findFacets = (connection: Connection, conditions: readonly Sql[]): Promise<KnownFacets> =>
  oneRow(
    connection,
    sql`select coalesce(sum(counted), 0)::float8 as rows, coalesce(min(first_prefix), '') as low,
          case when coalesce(sum(counted), 0) <= ${mostGathered} then coalesce(array_agg(key), '{}') end as keys
        from asset_facets f where ${join(conditions, sql` and `)}`,
  );

/** A word as the dictionary keeps it: small letters, no digits. */
const plain = (word: string) => word.toLowerCase().replace(/[\d-]/g, '');

const findWordings = async (connection: Connection, word: string): Promise<KnownWordings> => {
  if (plain(word) === '') return { rows: Number.POSITIVE_INFINITY, keys: null };
  const { rows: counted, keys } = await oneRow<{ rows: number; keys: [string, string, string][] | null }>(
    connection,
    sql`with found as materialized (
          select key, first_prefix, last_prefix, counted from asset_wordings
          where text_grams(wording) @> text_grams(${plain(word)}) and wording like ${`%${escapeLike(plain(word))}%`})
        select (select coalesce(sum(counted), 0)::float8 from found) as rows,
          case when (select count(*) from found) <= ${mostKeys} then (select coalesce(array_agg(array[key::text, first_prefix, last_prefix] order by first_prefix), '{}') from found) end as keys`,
  );
  return { rows: counted, keys: keys === null ? null : keys.map(([key, firstPrefix, lastPrefix]) => ({ key, firstPrefix, lastPrefix })) };
};

/** One word and all that it can mean: a unit, a class, a status, a lettering, or what is written. */
export interface Word {
  readonly word: string;
  readonly units: readonly string[];
  readonly classes: readonly string[];
  readonly statuses: readonly AssetStatus[];
  readonly letterings: readonly string[];
  readonly letteringRows: number;
  /** The classes in the numbers of the wells whose covers bear one of them. */
  readonly letteredClasses: readonly string[];
  readonly wordings: KnownWordings;
}

/** Looks a word up among units, classes, statuses, letterings and wordings. */
export const findWord = async (connection: Connection, word: string): Promise<Word> => {
  const like = `%${escapeLike(word)}%`;
  const { units, classes } = await oneRow<{ units: string[]; classes: string[] }>(
    connection,
    sql`select array(select id from units where name ilike ${like} or name_en ilike ${like} or exists (select from unnest(words) said where said ilike ${escapeLike(word)})) as units,
          array(select code from asset_classes where name ilike ${like} or name_en ilike ${like} or exists (select from unnest(words) said where said ilike ${escapeLike(word)})) as classes`,
  );
  const lettered = await rows<{ lettering: string; classes: string[]; counted: number }>(
    connection,
    sql`select lettering, array_agg(minted_class) as classes, sum(counted)::float8 as counted from cover_letterings where lettering ilike ${like} group by 1 order by 3 desc limit 500`,
  );
  return {
    word,
    units,
    classes,
    statuses: statusesNamed(word),
    letterings: lettered.map((one) => one.lettering),
    letteringRows: lettered.reduce((sum, one) => sum + one.counted, 0),
    letteredClasses: [...new Set(lettered.flatMap(({ classes }) => classes))],
    wordings: await findWordings(connection, word),
  };
};

const anyOf = (column: Sql, values: readonly string[]): Sql[] => (values.length === 0 ? [] : [sql`${column} = any(${values})`]);

/** A word that is looked for in what is written alone. */
export const writtenWord = (word: string): Word => ({
  word,
  units: [],
  classes: [],
  statuses: [],
  letterings: [],
  letteringRows: 0,
  letteredClasses: [],
  wordings: { rows: Number.POSITIVE_INFINITY, keys: null },
});

/** That a combination or an asset is of one of a word's units, classes or statuses; empty where it names none. */
export const keptBy = ({ units, classes, statuses }: Word, alias: Sql): Sql[] => [
  ...anyOf(sql`${alias}.owner_id`, units),
  ...anyOf(sql`${alias}.maintainer_id`, units),
  ...anyOf(sql`${alias}.class_code`, classes),
  ...anyOf(sql`${alias}.status`, statuses),
];

/** That some of a combination's assets can meet a word otherwise than by what is written: by unit or class, or by the letterings of its numbers' classes. */
export const canMeet = (word: Word, alias: Sql): Sql =>
  sql`(${join(
    [
      ...keptBy(word, alias),
      ...(word.letterings.length === 0
        ? [sql`false`]
        : [sql`${alias}.first_prefix <> ${alias}.last_prefix`, sql`substr(${alias}.first_prefix, 7, 4) = any(${word.letteredClasses})`]),
    ],
    sql` or `,
  )})`;

// Without regard to case the whole text is put into small letters first, ten times as dear: for nothing where a word has no case.
const likeOf = (word: string): Sql => (word.toLowerCase() === word.toUpperCase() ? sql`like` : sql`ilike`);

/**
 * That a word is met by an asset `a`, in any of its meanings. A cover is looked for only where the number is of a class whose covers bear the
 * word: it costs as much as the row. Cover by cover (offset 0): else all covers with a lettering are read once, a million of them.
 */
export const wordMet = (asked: Word): Sql => {
  const { word, letterings, letteredClasses } = asked;
  return join(
    [
      ...keptBy(asked, sql`a`), // the cheapest first
      sql`(coalesce(a.address, '') || ' ' || coalesce(a.note, '') || ' ' || coalesce(a.object_name, '')) ${likeOf(word)} ${`%${escapeLike(word)}%`}`,
      ...(letterings.length === 0
        ? []
        : [
            sql`(substr(a.id, 7, 4) = any(${letteredClasses})
              and exists (select from covers k where k.asset_id = a.id and k.removed_on is null and k.lettering = any(${letterings}) offset 0))`,
          ]),
    ],
    sql` or `,
  );
};
