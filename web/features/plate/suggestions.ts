import { ProblemError } from '../../client/problem-error.ts';

/** Each is asked for, and the public may ask for few a minute. */
const most = 7;

const firstDifference = (a: string, b: string): number => [...a].findIndex((character, index) => character !== b[index]);

/**
 * The numbers a mistyped one may have meant, when the refusal names any: of this city and of a class it has; a slip in the
 * serial first, since county and class are alike on every plate around.
 */
export const suggestionsIn = (
  error: unknown,
  typed: string,
  city: { readonly code: string; readonly assetClasses: readonly { readonly code: string }[] },
): string[] => {
  const found: unknown = error instanceof ProblemError ? error.problem.params?.['suggestions'] : undefined;
  if (typeof found !== 'string') return [];
  const plain = typed
    .normalize('NFKC')
    .replace(/[^0-9Xx]/g, '')
    .toUpperCase();
  const classes = new Set(city.assetClasses.map(({ code }) => code));
  return found
    .split(/\s+/)
    .filter((id) => id.startsWith(city.code.slice(0, 2)) && classes.has(id.slice(6, 10)))
    .sort((a, b) => firstDifference(b, plain) - firstDifference(a, plain))
    .slice(0, most);
};
