import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../cluster-folder.ts';
import { type Stage, verdictOf } from './stage.ts';

const flatten = (value: unknown, path: string): string[] =>
  typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`)) : [path];

/** i18next puts plural forms apart by suffix, and Chinese has one form where English has two. */
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

const keysOf = async (file: string): Promise<Set<string>> => new Set(flatten(JSON.parse(await readFile(file, 'utf8')), '').map(withoutPlural));

const wordsOf = (value: unknown, path: string): (readonly [key: string, words: string])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => wordsOf(inner, path === '' ? key : `${path}.${key}`))
    : [[path, String(value)]];

/** What no reader should see: a number that may stand on another line than its unit, and a typewriter's marks in English. */
const illSet = async (web: string, name: string): Promise<string[]> =>
  wordsOf(JSON.parse(await readFile(join(web, name), 'utf8')), '').flatMap(([key, words]) => [
    ...(/(\}\}|\d) (m|mm|km|kB|MB|GB|min|ppm)(?![A-Za-z])/.test(words) ? [`${name} ${key}: a no-break space stands between a number and its unit`] : []),
    ...(/(\{\{count\}\}|\d) [位个件条张次天项步人级处户口名份页行座套组分秒年列段字弄号公米小]/.test(words)
      ? [`${name} ${key}: a no-break space stands between a number and what is counted`]
      : []),
    ...(/(?<=\p{L})'|(?<!=)"/u.test(words) ? [`${name} ${key}: ’ “ ” are the marks, not ' "`] : []),
  ]);

const usedKeys = (source: string): string[] => [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? '');

const lacking = (name: string, has: ReadonlySet<string>, wanted: ReadonlySet<string>): string[] =>
  [...wanted].filter((key) => !has.has(key)).map((key) => `${name} lacks ${key}`);

/** Each word of the web stands in both languages, and each that is asked for stands somewhere. */
export const checkWords = async (web: string): Promise<{ keys: number; faults: string[] }> => {
  const files = await readdir(web, { recursive: true });
  const faults: string[] = [];
  const known = new Set<string>();
  for (const chinese of files.filter((file) => /(^|\/)zh\.json$/.test(file))) {
    const english = chinese.replace(/zh\.json$/, 'en.json');
    const zh = await keysOf(join(web, chinese));
    const en = files.includes(english) ? await keysOf(join(web, english)) : new Set<string>();
    faults.push(...lacking(english, en, zh), ...lacking(chinese, zh, en), ...(await illSet(web, chinese)));
    if (files.includes(english)) faults.push(...(await illSet(web, english)));
    for (const key of [...zh, ...en]) known.add(key);
  }
  for (const name of files.filter((file) => /\.tsx?$/.test(file))) {
    const asked = usedKeys(await readFile(join(web, name), 'utf8'));
    faults.push(...asked.filter((key) => !known.has(key)).map((key) => `${name} asks for ${key}, which no language has`));
  }
  if (known.size === 0) faults.push('no word was seen');
  return { keys: known.size, faults };
};

export const words: Stage = {
  name: 'words',
  run: async () => {
    const { keys, faults } = await checkWords(join(checkout, 'web'));
    return verdictOf(faults, `${keys} words in both languages`);
  },
};
