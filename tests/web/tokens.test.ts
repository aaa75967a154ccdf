import { expect, test } from 'vitest';
import { orderSigns } from '../../web/map/icons.ts';
import { darkPalette, lightPalette, wellSigns } from '../../web/map/palette.ts';
import { pointColours, pointColoursByNight } from '../../web/map/types.ts';
import { type Colours, dark, light, signs, tokensCss } from '../../web/ui/tokens.ts';

type Rgb = readonly [number, number, number];
const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as unknown as Rgb;
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
/** WCAG's contrast of two colours. */
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

// Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
const blindness: Readonly<Record<string, readonly Rgb[]>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const seenBy = (rows: readonly Rgb[], [r, g, b]: Rgb): Rgb => rows.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as unknown as Rgb;
const oklab = ([r, g, b]: Rgb): Rgb => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};
const difference = (one: Rgb, other: Rgb) => Math.hypot(...oklab(one).map((part, i) => part - (oklab(other)[i] ?? 0)));

const words: readonly (readonly [keyof Colours, keyof Colours])[] = [
  ...(['ground', 'surface', 'surface-2'] as const).flatMap((on) => (['ink', 'ink-2', 'accent', 'danger'] as const).map((of) => [of, on] as const)),
  ['accent-ink', 'accent'],
  ['good-ink', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['ink-2', 'accent-soft'],
  ['danger-ink', 'danger'],
  ['danger-text', 'danger-soft'],
  ['ink', 'danger-soft'],
  ['warn-ink', 'warn-soft'],
  ['mark-ink', 'mark'],
  ['work-ink', 'work-soft'],
  ['check-ink', 'check-soft'],
];

test.each([
  ['by day', light],
  ['by night', dark],
] as const)('%s each word reaches 4.5:1 on its ground and each edge of a control 3:1', (_, colours) => {
  const weak = words.filter(([of, on]) => contrast(colours[of], colours[on]) < 4.5).map(([of, on]) => `${of} on ${on}`);
  expect(weak).toEqual([]);
  for (const on of ['ground', 'surface'] as const) expect(contrast(colours['line-strong'], colours[on])).toBeGreaterThanOrEqual(3);
});

test('the character of each class of wells reaches 4.5:1 on its disk, white on colour and colour on white', () => {
  expect(Object.entries(wellSigns).filter(([, { colour }]) => contrast(colour, signs['sign-ink']) < 4.5)).toEqual([]);
});

test('on an English map each class of wells and each state of an order has one letter or two of its own', () => {
  const classes = Object.values(wellSigns).map(({ latin }) => latin);
  const states = Object.entries(orderSigns).flatMap(([state, [, latin]]) => (state === 'called_back' ? [] : [latin])); // is told as one with checked
  for (const signs of [classes, states]) {
    expect(signs.filter((sign) => !/^([A-Z][A-Za-z]?|×)$/.test(sign))).toEqual([]);
    expect(new Set(signs).size).toBe(signs.length);
  }
});

test('labels of the map reach 4.5:1 on its ground, marks 3:1', () => {
  for (const palette of [lightPalette, darkPalette]) {
    expect(contrast(palette.label, palette.ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.waterLabel, palette.water)).toBeGreaterThanOrEqual(4.5);
    for (const mark of [palette.dot, palette.asset, palette.chosen, palette.points.bad, palette.points.change])
      expect(contrast(mark, palette.ground)).toBeGreaterThanOrEqual(3);
  }
});

test('the colour-blind tell danger from order, chosen from candidate and the tones of points apart', () => {
  const pairs = [
    [signs['sign-danger'], signs['sign-order']],
    [signs['sign-ring'], signs['sign-order']],
    ...[pointColours, pointColoursByNight]
      .map(Object.values<string>)
      .flatMap((tones) => tones.flatMap((one, i) => tones.slice(i + 1).map((other) => [one, other] as const))),
  ] as const;
  const alike = Object.entries(blindness).flatMap(([name, rows]) =>
    pairs.filter(([one, other]) => difference(seenBy(rows, rgbOf(one)), seenBy(rows, rgbOf(other))) < 0.1).map((pair) => `${name}: ${pair.join(' ')}`),
  );
  expect(alike).toEqual([]);
});

test('the page’s custom properties hold every colour, by day, by night, and white for paper', () => {
  const css = tokensCss();
  for (const name of Object.keys(light)) expect(css.split(`--${name}:`).length - 1).toBe(4);
});
