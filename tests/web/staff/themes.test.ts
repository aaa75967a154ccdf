import { theme } from 'antd';
import { expect, test } from 'vitest';
import { themes } from '../../../web/staff/themes.ts';
import { dark, light } from '../../../web/ui/tokens.ts';

test.each([
  ['by day', themes.light, light],
  ['by night', themes.dark, dark],
] as const)('%s a desk’s button, link and fault have the very colours of the citizen’s', (_, config, colours) => {
  const { colorPrimary, colorLink, colorError } = theme.getDesignToken(config);
  expect({ colorPrimary, colorLink, colorError }).toEqual({ colorPrimary: colours.accent, colorLink: colours.accent, colorError: colours.danger });
});
