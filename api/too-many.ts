import type { TSchema } from 'typebox';

const partOf = (schema: unknown, name: string): unknown => (typeof schema === 'object' && schema !== null ? Reflect.get(schema, name) : undefined);

interface TooMany {
  /** JSON pointer without the leading slash. */
  readonly field: string;
  readonly most: number;
}

const firstOf = <Item>(items: Iterable<Item>, find: (item: Item) => TooMany | undefined): TooMany | undefined => {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
};

const inList = (schema: unknown, list: readonly unknown[], at: string): TooMany | undefined => {
  const most = partOf(schema, 'maxItems');
  if (typeof most === 'number' && list.length > most) return { field: at, most };
  const items = partOf(schema, 'items');
  return items === undefined ? undefined : firstOf(list.entries(), ([i, inner]) => findTooMany(items, inner, `${at}/${i}`));
};

const inObject = (schema: unknown, value: object, at: string): TooMany | undefined =>
  firstOf(Object.entries(partOf(schema, 'properties') ?? {}), ([name, inner]) =>
    Object.hasOwn(value, name) ? findTooMany(inner, Reflect.get(value, name), at === '' ? name : `${at}/${name}`) : undefined,
  );

/**
 * The first list of a value that is longer than its schema lets it be. Looked for before the schema is: whether a list holds an item twice is told
 * by comparing each with each, also of a list that is too long: half a million small numbers, 1 MB, would keep the server for an hour.
 */
export const findTooMany = (schema: TSchema | unknown, value: unknown, at = ''): TooMany | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const choices = partOf(schema, 'anyOf') ?? partOf(schema, 'allOf');
  if (Array.isArray(choices)) return firstOf(choices, (choice: unknown) => findTooMany(choice, value, at));
  return Array.isArray(value) ? inList(schema, value, at) : inObject(schema, value, at);
};
