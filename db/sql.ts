import type { QueryResultRow } from 'pg';

/** A piece of SQL with its values apart from its text. Made only by the `sql` tag. */
export interface Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  /** Put together from as many conditions as somebody asked for: no text that comes again and again. */
  readonly isAssembled?: boolean;
}

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && 'strings' in value && 'values' in value;

/** PostgreSQL's real refuses what lies between 0 and 10^-37: no measure is that small. */
export const measurable = <Value>(value: Value): Value | 0 => (typeof value === 'number' && Math.abs(value) < 1e-30 ? 0 : value);

/** Tagged template: values become parameters, nested `sql` pieces are spliced in. */
export const sql = (strings: TemplateStringsArray, ...given: readonly unknown[]): Sql => {
  if (!given.some(isSql)) return { strings, values: given.map(measurable) };
  const texts: string[] = [strings[0] ?? ''];
  const values: unknown[] = [];
  let isAssembled = false;
  given.forEach((value, i) => {
    const after = strings[i + 1] ?? '';
    if (!isSql(value)) {
      values.push(measurable(value));
      texts.push(after);
      return;
    }
    texts[texts.length - 1] += value.strings[0] ?? '';
    texts.push(...value.strings.slice(1));
    values.push(...value.values);
    isAssembled ||= value.isAssembled ?? false;
    texts[texts.length - 1] += after;
  });
  return { strings: texts, values, isAssembled };
};

/** Joins pieces with a separator: `join(conditions, sql\` and \`)`. No piece gives an empty piece. */
export const join = (pieces: readonly Sql[], separator: Sql): Sql => ({
  ...pieces.reduce((all, piece, i) => (i === 0 ? piece : sql`${all}${separator}${piece}`), sql``),
  isAssembled: true,
});

const camelOf = new Map<string, string>();

/** Columns' names are few and come with each row: each is turned once. */
const camel = (name: string): string => {
  const known = camelOf.get(name);
  if (known !== undefined) return known;
  const turned = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  camelOf.set(name, turned);
  return turned;
};

const inCamel = (row: QueryResultRow): Record<string, unknown> => {
  const turned: Record<string, unknown> = {};
  for (const name in row) turned[camel(name)] = row[name];
  return turned;
};

export interface Statement {
  text: string;
  values: unknown[];
  /** Planned once per connection under this name. */
  name?: string;
  /** The text comes again and again: a pool that prepares may give it a name. */
  isFixed?: boolean;
}

/** What queries run on: a pool or one client inside a transaction. */
export interface Connection {
  query(config: Statement): Promise<{ rows: QueryResultRow[]; rowCount: number | null }>;
}

const textsOf = new WeakMap<readonly string[], string>();

/** `$1`, `$2`… put back between the strings, for whoever needs the text itself. Of a template without pieces it is put together once. */
export const textOf = ({ strings }: Sql): string => {
  const known = textsOf.get(strings);
  if (known !== undefined) return known;
  const text = strings.reduce((all, s, i) => (i === 0 ? s : `${all}$${i}${s}`), '');
  textsOf.set(strings, text);
  return text;
};

const statementOf = (piece: Sql): Statement => ({ text: textOf(piece), values: [...piece.values], isFixed: !piece.isAssembled });

/** Runs a query; snake_case columns become camelCase here, once. A `name` makes it a statement that each connection prepares once. */
export const rows = async <Row>(connection: Connection, piece: Sql, name?: string): Promise<Row[]> => {
  const result = await connection.query({ ...statementOf(piece), ...(name === undefined ? {} : { name }) });
  return result.rows.map((row) => inCamel(row) as Row);
};

export const firstRow = async <Row>(connection: Connection, piece: Sql): Promise<Row | undefined> => (await rows<Row>(connection, piece))[0];

/** Runs a query that must give exactly one row or more; throws when there is none. */
export const oneRow = async <Row>(connection: Connection, piece: Sql): Promise<Row> => {
  const row = await firstRow<Row>(connection, piece);
  if (row === undefined) throw new Error('a row was expected and none came');
  return row;
};

/** How many rows a statement touched. */
export const affected = async (connection: Connection, piece: Sql): Promise<number> => (await connection.query(statementOf(piece))).rowCount ?? 0;

/** A person's words for `like`, their own signs of it made plain. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
