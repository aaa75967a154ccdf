import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, formatPlate } from '#domain/asset-id.ts';
import { maskFigures, maskPersonal } from '#domain/mask-personal.ts';
import { reportNumber } from '#domain/report-number.ts';

const digits = (length: number, first = '0123456789') =>
  fc
    .tuple(fc.constantFrom(...first), fc.array(fc.constantFrom(...'0123456789'), { minLength: length - 1, maxLength: length - 1 }))
    .map(([a, rest]) => a + rest.join(''));
const parted = (number: string, sizes: readonly number[], mark: string) =>
  number
    .match(RegExp(sizes.map((size) => `(.{${size}})`).join('')))
    ?.slice(1)
    .join(mark) ?? '';
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

const marks = fc.constantFrom(' ', '-', '－', '.', '·', '\u3000', ' - ', '–', '\u200b');
const mobile = digits(9).chain((rest) => fc.constantFrom(...'3456789').map((second) => `1${second}${rest}`));
const written = (number: fc.Arbitrary<string>, sizes: readonly (readonly number[])[]) =>
  fc.tuple(number, fc.constantFrom(...sizes), marks).map(([said, how, mark]) => ({ number: said, text: parted(said, how, mark) }));
const telephones = fc.oneof(
  written(mobile, [[11], [3, 4, 4], [3, 8], [4, 3, 4], [7, 4], [4, 4, 3]]),
  written(
    digits(8, '23456789').map((rest) => `021${rest}`),
    [[11], [3, 8], [3, 4, 4]],
  ),
);
const led = fc.constantFrom('', '+86', '+86 ', '0086-', '86', '（+86）');
const identity = fc
  .tuple(
    fc.constantFrom('310104', '110101', '342401'),
    fc.integer({ min: 1930, max: 2020 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    digits(3),
    fc.constantFrom(...'0123456789Xx'),
  )
  .map(([place, year, month, day, series, check]) => `${place}${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${series}${check}`);
/** What people write round a number: no figure, no mark that parts figures. */
const words = fc.constantFrom('', '，', '请打', '井盖没了；', '我姓王:', '\n', 'tel:', '号码是', '在门口等，微信wx');
const wellNumber = fc.tuple(fc.constantFrom('310104', '310115', '310110'), fc.constantFrom('0101', '0105', '0212', '0127'), digits(6)).map((parts) => {
  const number = parts.join('');
  return number + checkCharacter(number);
});

describe('a telephone number in a caller’s words', () => {
  it('is hidden but for its ends, however it is written, and nothing round it', () => {
    fc.assert(
      fc.property(words, led, telephones, fc.boolean(), words, (before, code, { number, text }, isWide, after) => {
        const told = maskPersonal(`${before}${isWide ? wide(`${code}${text}`) : `${code}${text}`}${after}`).normalize('NFKC');
        expect(told.replace(/[^\d*]/g, '').length).toBe(`${code}${text}`.replace(/[^\d０-９]/g, '').length);
        expect(told.replace(/\D/g, '')).not.toContain(number.slice(3, 9));
        expect(told.match(/\*/g)?.length).toBeGreaterThanOrEqual(6);
        expect(told.startsWith(before.normalize('NFKC')) && told.endsWith(after.normalize('NFKC'))).toBe(true);
      }),
    );
  });

  it.each([
    ['请打 138-0013-8000，王', '请打 138-****-**00，王'],
    ['1 3 8 0 0 1 3 8 0 0 0', '1 3 8 * * * * * * 0 0'],
    ['两部：13800138000 13900139001', '两部：138******00 139******01'],
    ['(021) 6321 2345 转 801', '(021) **** **45 转 801'],
    ['+86 21 6321 2345', '+86 2* **** **45'],
    ['家里电话：63212345', '家里电话：632***45'],
    ['call +1 415 555 2671 please', 'call +1 41* *** **71 please'],
    ['编号31010401010001235 13800138000', '编号31010401010001235 138******00'],
    ['+86 13800138000 3号', '+86 1********00 3号'],
  ])('%s is told as %s', (said, told) => expect(maskPersonal(said)).toBe(told));

  it('is hidden by the same figures as in its own field', () => {
    fc.assert(fc.property(mobile, (number) => maskPersonal(number) === maskFigures(number)));
  });
});

describe('the number of an identity card and a mail address', () => {
  it('are hidden but for their ends', () => {
    fc.assert(
      fc.property(
        words,
        identity,
        words,
        (before, number, after) => maskPersonal(before + number + after) === `${before}${number.slice(0, 3)}${'*'.repeat(13)}${number.slice(-2)}${after}`,
      ),
    );
    expect(maskPersonal('310104 19900101 123X，310104-1990-01-01-1234')).toBe('310*** ******** **3X，310***-****-**-**-**34');
    expect(maskPersonal('写信到wang.xm@example.com.cn，或 ａ１＠qq.com，13800138000@139.com')).toBe(
      '写信到w******@example.com.cn，或 ａ*＠qq.com，1**********@139.com',
    );
  });
});

describe('figures that are no telephone', () => {
  it('stay: a well’s number whole, in groups and in part, an order’s, a report’s', () => {
    fc.assert(
      fc.property(wellNumber, fc.integer({ min: 0, max: 13 }), words, fc.boolean(), (number, cut, before, isTail) => {
        const said = [number, formatPlate(number), wide(number), isTail ? formatPlate(number).slice(cut) : number.slice(0, 17 - cut)];
        for (const one of said) if (!/tel:|号码是/.test(before)) expect(maskPersonal(`${before}${one}井`)).toBe(`${before}${one}井`);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.uint8Array({ minLength: 8, maxLength: 8 }), (id, bytes) => {
        const said = `工单${id}，诉求 ${reportNumber(bytes, '2026-11-27')}`;
        return maskPersonal(said) === said;
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    '斜土路2601弄15号1503室',
    '15-3-1201',
    '路灯13 2026-11-27 9点',
    '2026-11-27 19:04:33 第 3 次',
    'G1503 K12+350 2026-11-27 9点',
    '电话井 63212345，自编号 PD-2019-00123',
    '离路口13.5米，井盖 700×800，D400',
    '121.4737, 31.2304',
    '110、119、12345、4008208820',
    '信箱@门口',
  ])('%s stays', (said) => expect(maskPersonal(said)).toBe(said));
});

it('words that were hidden once are told the same, and none grow longer or shorter', () => {
  const any = fc.array(
    fc.oneof(
      words,
      telephones.map(({ text }) => text),
      identity,
      wellNumber,
      fc.string(),
      fc.constantFrom('a@b.cn', '-', ' ', 'X', '+'),
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(any, (parts) => {
      const once = maskPersonal(parts.join('，'));
      expect(once.length).toBe(parts.join('，').length);
      expect(maskPersonal(once)).toBe(once);
    }),
    { numRuns: 500 },
  );
});
