import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { junk } from './arbitrary-of.ts';

export type Call = InjectOptions & { readonly url: string };
type Place = readonly (string | number)[];

/** Every place within a value, the value itself among them. */
const placesIn = (value: unknown, at: Place = []): Place[] => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...at, Array.isArray(value) ? Number(name) : name]))
    : []),
];

const withAt = (value: unknown, [first, ...rest]: Place, put: unknown): unknown => {
  if (first === undefined) return put;
  if (Array.isArray(value)) return value.map((one, index) => (index === first ? withAt(one, rest, put) : one));
  return { ...(value as object), [first]: withAt((value as Record<string, unknown>)[first], rest, put) };
};

const textIn = (value: unknown): string => encodeURIComponent((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed().slice(0, 300));

/** One segment of the path after /api/v1/x, or one value of the query, is another. */
const urlsNear = (url: string, other: fc.Arbitrary<unknown>): fc.Arbitrary<string> => {
  const [path = '', query = ''] = url.split('?');
  const [segments, pairs] = [path.split('/'), query === '' ? [] : query.split('&')];
  const fixed = 4; // '', api, v1 and the route's noun
  return fc.tuple(fc.nat(), other).map(([at, value]) => {
    const changeable = Math.max(0, segments.length - fixed) + pairs.length;
    if (changeable === 0) return `${path}?${query || `more=${textIn(value)}`}`;
    const nth = at % changeable;
    const inPath = segments.map((one, index) => (index - fixed === nth ? textIn(value) || 'x' : one));
    const inQuery = pairs.map((pair, index) => (index + Math.max(0, segments.length - fixed) === nth ? `${pair.split('=')[0]}=${textIn(value)}` : pair));
    return inPath.join('/') + (pairs.length > 0 ? `?${inQuery.join('&')}` : '');
  });
};

/** Bytes cut short, with something among them, or sent twice: of a form with a file. */
const bytesNear = (text: string): fc.Arbitrary<Buffer> =>
  fc
    .oneof(
      fc.constant(text),
      fc.nat({ max: text.length }).map((end) => text.slice(0, end)),
      fc
        .tuple(fc.nat({ max: text.length }), fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 8 }))
        .map(([at, more]) => text.slice(0, at) + more + text.slice(at + 1)),
      fc.constant(text + text),
    )
    .map((bytes) => Buffer.from(bytes, 'latin1'));

const payloadsNear = (payload: unknown, other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  if (typeof payload === 'string') return bytesNear(payload);
  if (payload === undefined) return fc.constant(undefined);
  return fc.tuple(fc.constantFrom(...placesIn(payload)), other).map(([place, value]) => withAt(payload, place, value));
};

/**
 * A call that a route takes, with at most one thing about it another: it comes past the door of its contract, where most of what is drawn
 * from the contract alone does not. Numbers that stand for nothing (999999), and versions
 * nobody looked at (999), are those of the first things there are.
 */
export const nearlyRight = (call: Call, known: readonly string[]): fc.Arbitrary<Call> => {
  const other = fc.oneof(junk, fc.constantFrom<unknown>(...known, ...known.flatMap((text) => (/^\d{1,3}$/.test(text) ? [Number(text)] : []))));
  return fc.constantFrom('999999', '1', '2').chain((id) => {
    const version = id === '999999' ? '999' : '1';
    const given = JSON.parse(JSON.stringify({ payload: call.payload }).replaceAll('999999', id).replaceAll('"version":999', `"version":${version}`)) as {
      payload?: unknown;
    };
    const right = { ...call, url: call.url.replaceAll('999999', id), ...given } as Call;
    const changed = fc.oneof(
      fc.constant({}),
      urlsNear(right.url, other).map((url) => ({ url })),
      payloadsNear(right.payload, other).map((payload) => (payload === undefined ? {} : { payload })),
    );
    return changed.map((change) => ({ ...right, ...change }) as Call);
  });
};
