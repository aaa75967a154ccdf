import { App, ConfigProvider, type ThemeConfig, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/use-language.ts';
import { type Colours, controlRadius, dark, light } from '../ui/tokens.ts';
import { useDark } from './use-dark.ts';
import './words.ts';
import './staff.css';
import './panes.css';
import './tools.css';

/** What is the same by day and by night: the colours' parts in Ant Design. */
const tokensOf = (colours: Colours): ThemeConfig['token'] => ({
  fontFamily: 'var(--font)',
  borderRadius: controlRadius,
  fontSize: 14,
  colorPrimary: colours.accent,
  colorInfo: colours.accent,
  colorLink: colours.accent,
  colorError: colours.danger,
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
};
const byNight: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...tokensOf(dark),
    colorTextLightSolid: dark['accent-ink'],
    colorBgBase: dark.ground,
    colorBgContainer: dark.surface,
    colorBgElevated: dark['surface-2'],
    colorTextTertiary: '#a3b0b4',
    colorTextPlaceholder: '#93a1a6',
  },
  components: { Button: { primaryColor: dark['accent-ink'] } },
};

/** Ant Design in the reader's language and light, for every page of the staff; a wall is dark at all hours. */
export const StaffTheme = ({ children, isAlwaysDark = false }: { children: ReactNode; isAlwaysDark?: boolean }) => {
  const { language } = useLanguage();
  const { isDark } = useDark();
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} locale={language === 'zh' ? zhCN : enUS} theme={isDark || isAlwaysDark ? byNight : byDay}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
};
