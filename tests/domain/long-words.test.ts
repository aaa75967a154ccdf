import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressWords } from '#domain/address-words.ts';
import { parsePlate } from '#domain/asset-id.ts';
import { decideText, soughtText } from '#domain/clean-text.ts';
import { roadOf, wordAddressInEnglish } from '#domain/english-address.ts';
import { heardAddress, isStillSaid, placeWords } from '#domain/heard-address.ts';
import { withoutAsides, withoutDenied } from '#domain/match/asides.ts';
import { isElsewhere } from '#domain/match/elsewhere.ts';
import { readSpot } from '#domain/match/read-spot.ts';
import { saidLooks } from '#domain/match/said-looks.ts';
import { parseReportNumber } from '#domain/report-number.ts';
import { saidWords } from '#domain/said-words.ts';

const named = (kind: 'house' | 'crossing', zh: string) => ({ kind, name: { zh, en: 'Dacheng Road' } });

/** Whatever reads what people say or type, before anything bounds it. */
const readers: Readonly<Record<string, (words: string) => unknown>> = {
  placeWords,
  'a heard house': (words) => heardAddress(words, named('house', '1号路12号')),
  'a heard crossing': (words) => heardAddress(words, named('crossing', '大成路/1号路')),
  isStillSaid: (words) => isStillSaid(words, named('crossing', '大成路/1号路')),
  addressWords: (words) => addressWords(words, { road: '1号路', crossing: '大成路', places: ['上海市'] }),
  saidWords,
  readSpot,
  isElsewhere: (words) => isElsewhere(words, ['上海市']),
  withoutDenied,
  withoutAsides,
  saidLooks,
  roadOf,
  wordAddressInEnglish: (words) => wordAddressInEnglish(words, { zh: '大成路', en: 'Dacheng Road' }),
  parsePlate,
  parseReportNumber,
  soughtText,
  decideText: (words) => decideText(words, 'text', 200_000),
};

const pieces = [
  '1',
  ' ',
  '　',
  '\n',
  '电',
  '路',
  '弄',
  '号',
  '的',
  '不是',
  '就是',
  '1号路',
  '大成路',
  '，',
  '多',
  '米',
  '问了',
  '旁边',
  'a',
  'm',
  '写',
  '“',
  '往东',
  'G3',
];
const long = 100_000;
const texts = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }).map((some) => {
  const one = some.join('');
  return one.repeat(Math.ceil(long / one.length)).slice(0, long);
});

const busyMs = (act: () => void): number => {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** What nobody need explain, on whatever machine. */
const quickMs = 1000;

// Read in their length these take some milliseconds, in its square many seconds. The processor's time, not the clock's: another's work counts nothing. Where even
// that is long the machine may be slow: ten times the text takes it ten times as long then, and a hundred times what is read in its square.
test.each(Object.entries(readers))(
  '%s reads 100,000 characters, whatever repeats in them, in bounded time',
  (_, read) => {
    fc.assert(
      fc.property(texts, (text) => {
        const took = busyMs(() => read(text));
        if (took >= quickMs) expect(took).toBeLessThan(40 * busyMs(() => read(text.slice(0, long / 10))));
      }),
      { numRuns: 30, examples: [['1'.repeat(long)], [' '.repeat(long)], ['电'.repeat(long)], ['不是'.repeat(long / 2)]] },
    );
  },
  60_000,
);
