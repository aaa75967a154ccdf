import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Rejection } from '#domain/rejection.ts';
import { findTooMany } from './too-many.ts';
import { maxItemsWording, whyInvalid } from './why-invalid.ts';

export type Part = 'params' | 'query' | 'body' | 'headers';
type Checked = { readonly value: unknown } | { readonly rejection: Rejection };

// Tab, line feed and carriage return are what a person types; the rest of C0, C1 and lone surrogates no person does.
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

const isHidden = (text: string): boolean => control.test(text) || !text.isWellFormed();

/** The JSON pointer (no leading slash) of the first text, or name, with a control character or half a surrogate pair; undefined when there is none. */
const findControl = (value: unknown, at = ''): string | undefined => {
  if (typeof value === 'string') return isHidden(value) ? at : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (isHidden(key)) return at; // a name that cannot be said: told is what it stands in
    const found = findControl(inner, at === '' ? key : `${at}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
};

const hasOwn = (value: unknown, name: string) => typeof value === 'object' && value !== null && Object.hasOwn(value, name);

const deepest = 16;

/** Deeper than any contract goes. Telling whether a list holds an item twice walks into each item: 20,000 levels would end the stack. */
const isTooDeep = (value: unknown, left = deepest): boolean =>
  typeof value === 'object' && value !== null && (left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1)));

/** What is wrong with a body before anyone looks at its fields. */
const whyNoBody = (schema: TSchema, given: unknown): Rejection | null => {
  if (given === undefined) return { code: 'body-not-json' };
  if (isTooDeep(given)) return { code: 'field-invalid', field: '', params: { field: 'body', whyZh: '嵌套太深。', whyEn: 'it is nested too deep.' } };
  const tooMany = findTooMany(schema, given);
  if (tooMany === undefined) return null;
  const { field, most } = tooMany;
  return { code: 'field-invalid', field, params: { field: field || 'body', ...maxItemsWording(most) } };
};

const whyNot = (part: Part, value: unknown, errors: Parameters<typeof whyInvalid>[0]): Rejection => {
  const { field, why } = whyInvalid(errors);
  if (part === 'headers' && field === 'idempotency-key' && !hasOwn(value, field)) return { code: 'idempotency-key-missing', field };
  return { code: part === 'query' ? 'query-invalid' : 'field-invalid', field, params: { field: field || part, ...why } };
};

const numberText = /^-?\d{1,15}(\.\d{1,17})?$/;
const typeOf = (schema: unknown): unknown => (typeof schema === 'object' && schema !== null ? Reflect.get(schema, 'type') : undefined);

/** One text of an address as the type its schema asks for; what is no such thing stays text and is refused by the schema. */
const fromText = (schema: unknown, text: unknown): unknown => {
  const type = typeOf(schema);
  if (typeof text !== 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return (type === 'integer' || type === 'number') && numberText.test(text) ? Number(text) : text;
};

const coerced = (schema: TSchema, given: unknown): unknown => {
  const properties: object = Reflect.get(schema, 'properties') ?? {};
  return Object.fromEntries(Object.entries(given ?? {}).map(([name, text]) => [name, fromText(Reflect.get(properties, name), text)]));
};

/**
 * Compiles one part of a request's schema. Query and params are coerced from their text, bodies never.
 * @returns a function that gives the value, or the rejection naming the field and why, in both languages
 */
export const compilePart = (part: Part, schema: TSchema): ((value: unknown) => Checked) => {
  const check = Compile(schema);
  const coerce = part === 'query' || part === 'params';
  return (given) => {
    const noBody = part === 'body' ? whyNoBody(schema, given) : null;
    if (noBody) return { rejection: noBody };
    const value = coerce ? coerced(schema, given) : given;
    if (!check.Check(value)) return { rejection: whyNot(part, value, check.Errors(value)) };
    const field = part === 'headers' ? undefined : findControl(value);
    return field === undefined ? { value } : { rejection: { code: 'text-control-characters', field } };
  };
};
