import { App, ConfigProvider, type ThemeConfig, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/use-language.ts';
import { useDark } from './use-dark.ts';
import './words.ts';
import './staff.css';
import './panes.css';
import './tools.css';

const fontFamily = 'var(--font)';

// antd computes with colours, so the values of ui/tokens.css stand here once more as numbers.
const common = { fontFamily, borderRadius: 6, fontSize: 14 };
const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...common,
    colorPrimary: '#0b6b5d',
    colorInfo: '#0b6b5d',
    colorLink: '#0b6b5d',
    colorSuccess: '#14805e',
    colorError: '#b3261e',
    colorTextBase: '#15201f',
    colorTextSecondary: '#4a5759',
    colorTextTertiary: '#566366',
    colorTextDescription: '#4a5759',
    colorTextPlaceholder: '#667377',
    colorBgLayout: '#f4f6f7',
    colorInfoBg: '#e6f2f0',
    colorInfoBorder: '#a9d3ca',
    colorSuccessBg: '#e6f5ec',
    colorErrorBg: '#fdecea',
    colorErrorBorder: '#eeb3ad',
    colorWarningBg: '#fff3d6',
    colorWarningBorder: '#e6c777',
  },
};
const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...common,
    colorPrimary: '#6fd0bd',
    colorInfo: '#6fd0bd',
    colorLink: '#6fd0bd',
    colorError: '#ff8f86',
    colorTextLightSolid: '#06231e',
    colorBgBase: '#14181d',
    colorBgContainer: '#1d2329',
    colorBgElevated: '#262e35',
    colorTextSecondary: '#b3c0c3',
    colorTextTertiary: '#a3b0b4',
    colorTextDescription: '#b3c0c3',
    colorTextPlaceholder: '#93a1a6',
    colorInfoBg: '#17362f',
    colorInfoBorder: '#2d5f54',
    colorErrorBg: '#421a18',
    colorErrorBorder: '#7a3833',
    colorWarningBg: '#40320f',
    colorWarningBorder: '#77602a',
  },
  components: { Button: { primaryColor: '#06231e' } },
};

/** Ant Design in the reader's language and light, for every page of the staff. */
export const StaffTheme = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const { isDark } = useDark();
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} locale={language === 'zh' ? zhCN : enUS} theme={isDark ? dark : light}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
};
