// The one source of colours, type and space: the page's custom properties (laid into index.html when it is built), Ant Design's
// theme and the map's signs are all made of these. docs/design.md says what each is for; tests/web/tokens.test.ts holds the contrasts.

export const light = {
  ground: '#f4f6f7',
  surface: '#ffffff',
  'surface-2': '#eef2f3',
  line: '#d5dcdf',
  'line-strong': '#7b878d',
  ink: '#15201f',
  'ink-2': '#4a5759',
  accent: '#0b6b5d',
  'accent-ink': '#ffffff',
  'accent-soft': '#dff0ec',
  'accent-line': '#a9d3ca',
  'good-ink': '#0a5a4e',
  danger: '#b3261e',
  'danger-ink': '#ffffff',
  'danger-soft': '#fdecea',
  'danger-line': '#eeb3ad',
  'danger-text': '#9c1c15',
  'warn-soft': '#fff3d6',
  'warn-line': '#e6c777',
  'warn-ink': '#6b4600',
  mark: '#1f4f8b',
  'mark-ink': '#ffffff',
  'work-soft': '#e1ecfa',
  'work-ink': '#174a8b',
  'check-soft': '#efe6fb',
  'check-ink': '#5b2a9d',
  shadow: '0 1px 2px rgb(16 32 32 / 8%), 0 8px 24px rgb(16 32 32 / 12%)',
};

export type Colours = typeof light;

export const dark: Colours = {
  ground: '#14181d',
  surface: '#1d2329',
  'surface-2': '#262e35',
  line: '#38424b',
  'line-strong': '#85929c',
  ink: '#eef3f3',
  'ink-2': '#b3c0c3',
  accent: '#6fd0bd',
  'accent-ink': '#06231e',
  'accent-soft': '#17362f',
  'accent-line': '#2d5f54',
  'good-ink': '#9fe0d2',
  danger: '#ff8f86',
  'danger-ink': '#2b0503',
  'danger-soft': '#421a18',
  'danger-line': '#7a3833',
  'danger-text': '#ffb3ad',
  'warn-soft': '#40320f',
  'warn-line': '#77602a',
  'warn-ink': '#ffdc8f',
  mark: '#7db4f5',
  'mark-ink': '#06182e',
  'work-soft': '#1c3350',
  'work-ink': '#b9d6fb',
  'check-soft': '#37265a',
  'check-ink': '#dcc8fb',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 50%)',
};

/** What lies over the map or must alarm is the same by day and by night; each carries its own white edge. */
export const signs = {
  'sign-order': '#1f4f8b',
  'sign-danger': '#b3261e',
  'sign-chosen': '#0b6b5d',
  'sign-ring': '#ffd24a',
  'sign-ink': '#ffffff',
  alarm: '#a31d16',
  'alarm-ink': '#ffffff',
} as const;

const sizes = {
  font: 'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif',
  'text-xs': '0.8125rem',
  'text-s': '0.875rem',
  'text-m': '1rem',
  'text-l': '1.125rem',
  'text-xl': '1.375rem',
  'text-xxl': '1.75rem',
  'space-1': '4px',
  'space-2': '8px',
  'space-3': '12px',
  'space-4': '16px',
  'space-5': '24px',
  'space-6': '32px',
  radius: '12px',
  'radius-s': '8px',
  touch: '44px',
  'touch-crew': '56px',
  'safe-top': 'env(safe-area-inset-top, 0px)',
  'safe-bottom': 'env(safe-area-inset-bottom, 0px)',
};

/** The corner of every control, in px; cards and sheets have `radius`. */
export const controlRadius = Number.parseInt(sizes['radius-s'], 10);
/** The least height and width of what a thumb presses, in px. */
export const touchPx = Number.parseInt(sizes.touch, 10);

const lines = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/** The custom properties of every page. A part that is dark at all hours (a wall) says data-theme="dark" and sets its own ground and ink. */
export const tokensCss = (): string =>
  [
    `:root{color-scheme:light dark;${lines(sizes)};${lines(signs)};${lines(light)}}`,
    `@media (prefers-color-scheme:dark){:root{${lines(dark)}}}`,
    `[data-theme=dark]{color-scheme:dark;${lines(dark)}}`,
    // Paper is white whatever the screen was.
    `@media print{:root,[data-theme=dark]{color-scheme:light;${lines(light)}}}`,
  ].join('\n');
