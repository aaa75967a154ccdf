import { type ThemeConfig, theme } from 'antd';
import { type Colours, controlRadius, dark, light, touchPx } from '../ui/tokens.ts';

/**
 * How much larger than the standard 16 px a reader has set the browser's letters: Ant Design counts in pixels, and would stay small where
 * all else grows by rem.
 */
export const enlarged = typeof document === 'undefined' ? 1 : Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** What is the same by day and by night: the colours' parts in Ant Design. */
const tokensOf = (colours: Colours): ThemeConfig['token'] => ({
  fontFamily: 'var(--font)',
  borderRadius: controlRadius,
  fontSize: 14 * enlarged,
  controlHeight: 32 * enlarged,
  colorPrimary: colours.accent,
  colorInfo: colours.accent,
  colorLink: colours.accent,
  colorError: colours.danger,
  colorBorder: colours['line-strong'], // the edge of a control is seen in the sun too; Ant Design's own is 1.4:1
  colorBorderSecondary: colours.line, // what parts a card's head from it; by night Ant Design's own is blue
  colorTextSecondary: colours['ink-2'],
  colorTextDescription: colours['ink-2'],
  colorInfoBg: colours['accent-soft'],
  colorInfoBorder: colours['accent-line'],
  colorErrorBg: colours['danger-soft'],
  colorErrorBorder: colours['danger-line'],
  colorWarningBg: colours['warn-soft'],
  colorWarningBorder: colours['warn-line'],
});

// Quieter than ink-2 and still 4.5:1 on their grounds; Ant Design's own are not.
/** A box to tick is no dot to choose: at a control's own corners its sixteen pixels would be a circle. */
const checkbox = { borderRadiusSM: 4 };

const byDay: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...tokensOf(light),
    colorSuccess: '#14805e',
    colorSuccessBg: '#e6f5ec',
    colorTextBase: light.ink,
    colorTextTertiary: '#566366',
    colorTextPlaceholder: '#667377',
    colorBgLayout: light.ground,
  },
  components: { Checkbox: checkbox, Segmented: { trackBg: '#e2e8ea' } }, // seen on the pages' own ground too, where Ant Design's is the ground's colour
};
/** Ant Design dulls a colour for the night; ours are drawn for it already, and the same beside it. */
const undulled = {
  colorPrimary: dark.accent,
  colorPrimaryHover: dark['good-ink'],
  colorPrimaryActive: dark.accent,
  colorPrimaryText: dark.accent,
  colorInfo: dark.accent,
  colorLink: dark.accent,
  colorLinkHover: dark['good-ink'],
  colorError: dark.danger,
  colorErrorText: dark['danger-text'],
  colorSuccess: dark.accent,
  colorSuccessBg: dark['accent-soft'],
  colorSuccessBorder: dark['accent-line'],
};
const byNight: ThemeConfig = {
  algorithm: [theme.darkAlgorithm, (seed, made = theme.darkAlgorithm(seed)) => ({ ...made, ...undulled })],
  token: {
    ...tokensOf(dark),
    colorTextLightSolid: dark['accent-ink'],
    colorBgBase: dark.ground,
    colorBgContainer: dark.surface,
    colorBgElevated: dark['surface-2'],
    colorTextTertiary: '#a3b0b4',
    colorTextPlaceholder: '#93a1a6',
  },
  components: { Button: { primaryColor: dark['accent-ink'] }, Checkbox: checkbox },
};

const still = (of: ThemeConfig): ThemeConfig => ({ ...of, token: { ...of.token, motion: false } });
/** Where a thumb presses, even a desk's small buttons are as high as it needs; beside a mouse they stay small, and the tables that they stand in dense. */
const forThumbs = (of: ThemeConfig): ThemeConfig => ({
  ...of,
  token: {
    ...of.token,
    controlHeightSM: Math.max(touchPx, 24 * enlarged),
    controlHeight: Math.max(touchPx, 32 * enlarged),
    controlHeightLG: Math.max(touchPx, 40 * enlarged),
  },
});
const bothLights = (adapt: (of: ThemeConfig) => ThemeConfig) => ({ light: adapt(byDay), dark: adapt(byNight) });
const themes = {
  mouse: { moving: bothLights((of) => of), still: bothLights(still) },
  thumb: { moving: bothLights(forThumbs), still: bothLights((of) => forThumbs(still(of))) },
} as const;

/** By day and by night; still for who asked their device that nothing moves; with room for a thumb where that is the hand. */
export const themeOf = (isDark: boolean, isStill: boolean, isForThumbs: boolean): ThemeConfig =>
  themes[isForThumbs ? 'thumb' : 'mouse'][isStill ? 'still' : 'moving'][isDark ? 'dark' : 'light'];
