import { listRoadsLike, listRoadsSounding, type NamedRoad } from '#db/queries/places/addresses.ts';
import type { Connection } from '#db/sql.ts';

const mostGuesses = 8;
const mostLike = 400;
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

/** People say 静安 for 静安区. */
const isSaidIn = (text: string, { district }: NamedRoad): boolean => text.includes(district.length > 2 ? district.replace(/(新区|[区县市])$/, '') : district);

/**
 * An address with a road of the registry in place of each name that is like it but for one character, heard or typed wrong; and in place of a road
 * that has no such number each that sounds the same. Where many are like it, those in the district that is said. Never the one
 * that seems best: what fits is a candidate each, and more than a handful tell nothing.
 */
export const guessRoads = async (connection: Connection, said: string, known: readonly string[]): Promise<string[]> => {
  const whole = said.normalize('NFKC').replace(/\s+/g, '').slice(0, 100);
  const text = known.reduce((left, road) => left.replaceAll(road, '|'), whole);
  const names = [...new Set(namesIn(text))].slice(0, 8);
  const like = names.length === 0 ? [] : await listRoadsLike(connection, names.flatMap(patternsOf), mostLike);
  const sounding = known.length === 0 ? [] : await listRoadsSounding(connection, known);
  const guesses = [
    ...names.flatMap((name) => like.filter((road) => road.name.length === name.length && differsByOne(road.name, name)).map((road) => ({ name, road }))),
    ...sounding.map(({ said: name, ...road }) => ({ name, road })),
  ];
  const inDistrict = guesses.filter(({ road }) => isSaidIn(whole, road));
  const addresses = [...new Set((inDistrict.length > 0 ? inDistrict : guesses).map(({ name, road }) => whole.replace(name, road.name)))];
  return addresses.length <= mostGuesses ? addresses : [];
};

const differsByOne = (a: string, b: string): boolean => [...a].filter((character, i) => character !== b[i]).length === 1;
