import { theme } from 'antd';
import { expect, test } from 'vitest';
import { themeOf } from '../../../web/staff/themes.ts';
import { dark, light } from '../../../web/ui/tokens.ts';

test.each([
  ['by day', themeOf(false, false, false), light],
  ['by night', themeOf(true, false, false), dark],
] as const)('%s a desk’s button, link, fault and edge of a control have the very colours of the citizen’s', (_, config, colours) => {
  const { colorPrimary, colorLink, colorError, colorBorder } = theme.getDesignToken(config);
  const edged = { colorPrimary: colours.accent, colorLink: colours.accent, colorError: colours.danger, colorBorder: colours['line-strong'] };
  expect({ colorPrimary, colorLink, colorError, colorBorder }).toEqual(edged);
});

test('who asked their device for stillness gets no desk that moves', () => {
  expect([themeOf(false, true, false), themeOf(true, true, true)].map((config) => theme.getDesignToken(config).motion)).toEqual([false, false]);
  expect(theme.getDesignToken(themeOf(false, false, false)).motion).toBe(true);
});

test('where a thumb presses every control is 44 px high at least, by day and by night; beside a mouse a small one stays 24, and its table dense', () => {
  const heights = (config: ReturnType<typeof themeOf>) => {
    const { controlHeightSM, controlHeight, controlHeightLG } = theme.getDesignToken(config);
    return [controlHeightSM, controlHeight, controlHeightLG];
  };
  for (const isDark of [false, true])
    for (const isStill of [false, true]) {
      expect(Math.min(...heights(themeOf(isDark, isStill, true)))).toBeGreaterThanOrEqual(44);
      expect(heights(themeOf(isDark, isStill, false))).toEqual([24, 32, 40]);
    }
});
