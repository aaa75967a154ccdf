import fc from 'fast-check';
import type { TSchema } from 'typebox';

type Arbitrary = fc.Arbitrary<unknown>;
type Facts = Readonly<Record<string, unknown>>;

const numberAt = (schema: Facts, name: string, otherwise: number): number => {
  const value = schema[name];
  return typeof value === 'number' ? value : otherwise;
};

/** Texts that have a schema's shape; those known to mean something come often, so that routes are entered and not only knocked at. */
const textOf = (schema: Facts, known: readonly string[]): Arbitrary => {
  const [minLength, maxLength] = [numberAt(schema, 'minLength', 0), numberAt(schema, 'maxLength', 40)];
  const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern'], 'u') : null;
  const fitting = known.filter((text) => text.length >= minLength && text.length <= maxLength && (pattern === null || pattern.test(text)));
  const made = pattern ? fc.stringMatching(pattern) : fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: 'grapheme' });
  return fitting.length === 0 ? made : fc.oneof(made, fc.constantFrom(...fitting), fc.constantFrom(...fitting));
};

/** Longitude and latitude of the small city, an address of a tile there, and small counts. */
const telling = [120.01, 30.01, 14, 13653, 6759, 0, 1, 2, 5];

const numbersOf = (schema: Facts): Arbitrary => {
  const [min, max] = [numberAt(schema, 'minimum', -1000), numberAt(schema, 'maximum', 1000)];
  const made = schema['type'] === 'integer' ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) }) : fc.double({ min, max, noNaN: true });
  const fitting = telling.filter((number) => number >= min && number <= max && (schema['type'] !== 'integer' || Number.isInteger(number)));
  return fitting.length === 0 ? made : fc.oneof(made, fc.constantFrom(...fitting));
};

const objectOf = (schema: Facts, known: readonly string[]): Arbitrary => {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, TSchema>);
  const required = (schema['required'] ?? []) as string[];
  const model = Object.fromEntries(properties.map(([name, inner]) => [name, arbitraryOf(inner, known)]));
  return fc.record(model, { requiredKeys: required });
};

const ofType: Readonly<Record<string, (schema: Facts, known: readonly string[]) => Arbitrary>> = {
  string: textOf,
  integer: numbersOf,
  number: numbersOf,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  object: objectOf,
  array: (schema, known) =>
    fc.array(arbitraryOf(schema['items'] as TSchema, known), {
      minLength: numberAt(schema, 'minItems', 0),
      maxLength: Math.min(numberAt(schema, 'maxItems', 5), 5),
    }),
};

/** Values of a TypeBox schema's shape. @param known texts that mean something in the city at hand */
export const arbitraryOf = (given: TSchema, known: readonly string[]): Arbitrary => {
  const schema = given as unknown as Facts;
  const choices = (schema['anyOf'] ?? schema['oneOf']) as TSchema[] | undefined;
  if (choices) return fc.oneof(...choices.map((one) => arbitraryOf(one, known)));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const make = ofType[String(schema['type'])];
  return make ? make(schema, known) : fc.jsonValue();
};

/** What no schema asked for: wrong types, too much, too deep, signs that are none. */
export const junk: Arbitrary = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    "'; drop table orders; --",
    '{{7*7}}',
    '%00',
    1e308,
    -1,
    0.1,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.jsonValue({ maxDepth: 6 }),
  fc.constant({ ['__proto__' as string]: { isAdmin: true }, constructor: 1 }),
);

/** A value with one of its parts, or all of it, made wrong. */
export const brokenOf = (schema: TSchema, known: readonly string[]): Arbitrary =>
  fc.oneof(
    junk,
    fc.tuple(arbitraryOf(schema, known), fc.nat(), junk).map(([value, at, wrong]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
      const names = [...Object.keys(value), 'more'];
      return { ...value, [names[at % names.length] ?? 'more']: wrong };
    }),
  );
