import { theme } from 'antd';
import { expect, test } from 'vitest';
import { themeOf } from '../../../web/staff/themes.ts';
import { dark, light } from '../../../web/ui/tokens.ts';

test.each([
  ['by day', themeOf(false, false), light],
  ['by night', themeOf(true, false), dark],
] as const)('%s a desk’s button, link, fault and edge of a control have the very colours of the citizen’s', (_, config, colours) => {
  const { colorPrimary, colorLink, colorError, colorBorder } = theme.getDesignToken(config);
  const edged = { colorPrimary: colours.accent, colorLink: colours.accent, colorError: colours.danger, colorBorder: colours['line-strong'] };
  expect({ colorPrimary, colorLink, colorError, colorBorder }).toEqual(edged);
});

test('who asked their device for stillness gets no desk that moves', () => {
  expect([themeOf(false, true), themeOf(true, true)].map((config) => theme.getDesignToken(config).motion)).toEqual([false, false]);
  expect(theme.getDesignToken(themeOf(false, false)).motion).toBe(true);
});
