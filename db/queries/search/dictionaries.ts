import { type Connection, escapeLike, join, oneRow, rows, type Sql, sql } from '../../sql.ts';

/** What a dictionary answers: about how many assets, and the keys unless they are too many to ask for one by one. */
export interface Known {
  readonly rows: number;
  readonly keys: readonly string[] | null;
}

/** So many rows are gathered, counted and sorted within some 50 ms, wherever they lie. */
export const mostGathered = 15_000;
const mostKeys = 10_000;
const summary = (most: Sql) => sql`coalesce(sum(counted), 0)::float8 as rows, case when ${most} then coalesce(array_agg(key), '{}') end as keys`;
const few = sql`coalesce(sum(counted), 0) <= ${mostGathered}`;

/** The combinations of class, status, units, place and hazards that a search and its reader's reach leave; null when they leave all. */
export const findFacets = async (connection: Connection, conditions: readonly Sql[]): Promise<Known | null> =>
  conditions.length === 0 ? null : oneRow<Known>(connection, sql`select ${summary(few)} from asset_facets f where ${join(conditions, sql` and `)}`);

/** A word as the dictionary keeps it: small letters, no digits. */
const plain = (word: string) => word.toLowerCase().replace(/[\d-]/g, '');

const findWordings = (connection: Connection, word: string): Promise<Known> => {
  if (plain(word) === '') return Promise.resolve({ rows: Number.POSITIVE_INFINITY, keys: null });
  return oneRow<Known>(
    connection,
    sql`select ${summary(sql`count(*) <= ${mostKeys}`)} from asset_wordings where text_grams(wording) @> text_grams(${plain(word)}) and wording like ${`%${escapeLike(plain(word))}%`}`,
  );
};

/** One word and all that it can mean: a unit, a class, a lettering, or what is written. */
export interface Word {
  readonly word: string;
  readonly units: readonly string[];
  readonly classes: readonly string[];
  /** Of those units and classes. */
  readonly kept: Known;
  readonly letterings: readonly string[];
  readonly letteringRows: number;
  readonly wordings: Known;
}

/** Looks a word up among units, classes, letterings and wordings. */
export const findWord = async (connection: Connection, word: string): Promise<Word> => {
  const like = `%${escapeLike(word)}%`;
  const { units, classes } = await oneRow<{ units: string[]; classes: string[] }>(
    connection,
    sql`select array(select id from units where name ilike ${like} or name_en ilike ${like} or exists (select from unnest(words) said where said ilike ${escapeLike(word)})) as units,
          array(select code from asset_classes where name ilike ${like} or name_en ilike ${like} or exists (select from unnest(words) said where said ilike ${escapeLike(word)})) as classes`,
  );
  const kept: Known =
    units.length + classes.length === 0
      ? { rows: 0, keys: [] }
      : await oneRow(connection, sql`select ${summary(few)} from asset_facets f where ${keptBy(units, classes, sql`f`)}`);
  const lettered = await rows<{ lettering: string; counted: number }>(
    connection,
    sql`select lettering, counted from cover_letterings where lettering ilike ${like} order by counted desc limit 500`,
  );
  return {
    word,
    units,
    classes,
    kept,
    letterings: lettered.map((one) => one.lettering),
    letteringRows: lettered.reduce((sum, one) => sum + one.counted, 0),
    wordings: await findWordings(connection, word),
  };
};

/** That a combination or an asset is of one of these units or classes. */
export const keptBy = (units: readonly string[], classes: readonly string[], alias: Sql): Sql =>
  sql`(${alias}.owner_id = any(${units}) or ${alias}.maintainer_id = any(${units}) or ${alias}.class_code = any(${classes}))`;

// Without regard to case the whole text is put into small letters first, ten times as dear: for nothing where a word has no case.
const likeOf = (word: string): Sql => (word.toLowerCase() === word.toUpperCase() ? sql`like` : sql`ilike`);

/** That a word is met by an asset `a`, in any of its meanings. Cover by cover (offset 0): else all covers with a lettering are read once, a million of them. */
export const wordMet = ({ word, units, classes, letterings }: Word): Sql =>
  join(
    [
      ...(units.length + classes.length === 0 ? [] : [keptBy(units, classes, sql`a`)]), // the cheapest first
      sql`(coalesce(a.address, '') || ' ' || coalesce(a.note, '') || ' ' || coalesce(a.object_name, '')) ${likeOf(word)} ${`%${escapeLike(word)}%`}`,
      ...(letterings.length === 0
        ? []
        : [sql`exists (select from covers k where k.asset_id = a.id and k.removed_on is null and k.lettering = any(${letterings}) offset 0)`]),
    ],
    sql` or `,
  );
