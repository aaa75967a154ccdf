import { listRoadsLike } from '#db/queries/addresses.ts';
import type { Connection } from '#db/sql.ts';

const mostGuesses = 6;
const ending = /支路|大道|公路|路|街/g;

/** What may be a road's name: up to four characters before one of the endings, the ending among them. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(ending)].flatMap(({ 0: end, index }) => {
    const before = /\p{Script=Han}*$/u.exec(text.slice(0, index))?.[0] ?? '';
    return [2, 3, 4].filter((length) => length <= before.length).map((length) => before.slice(-length) + end);
  });

/** A name with each of its characters open in turn, the ending kept. */
const patternsOf = (name: string): string[] => {
  const stem = name.replace(/(支路|大道|公路|路|街)$/, '');
  return [...stem].map((_, i) => `${stem.slice(0, i)}_${stem.slice(i + 1)}${name.slice(stem.length)}`);
};

/**
 * An address with a road of the registry in place of each name that is like it but for one character, heard or typed wrong. Never the one
 * that seems best: what fits is a candidate each, and more than a handful tell nothing.
 */
export const guessRoads = async (connection: Connection, said: string, known: readonly string[]): Promise<string[]> => {
  const text = known.reduce((left, road) => left.replaceAll(road, '|'), said.normalize('NFKC').replace(/\s+/g, '').slice(0, 100));
  const names = [...new Set(namesIn(text))].slice(0, 8);
  if (names.length === 0) return [];
  const like = await listRoadsLike(connection, names.flatMap(patternsOf), 40);
  const guesses = names.flatMap((name) =>
    like.filter((road) => road.length === name.length && differsByOne(road, name)).map((road) => said.replaceAll(/\s+/g, '').replace(name, road)),
  );
  return guesses.length <= mostGuesses ? guesses : [];
};

const differsByOne = (a: string, b: string): boolean => [...a].filter((character, i) => character !== b[i]).length === 1;
