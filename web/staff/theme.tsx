import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/use-language.ts';
import { themes } from './themes.ts';
import { useDark } from './use-dark.ts';
import './words.ts';
import './staff.css';
import './panes.css';
import './tools.css';

/** Ant Design in the reader's language and light, for every page of the staff; a wall is dark at all hours. */
export const StaffTheme = ({ children, isAlwaysDark = false }: { children: ReactNode; isAlwaysDark?: boolean }) => {
  const { language } = useLanguage();
  const { isDark } = useDark();
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} locale={language === 'zh' ? zhCN : enUS} theme={themes[isDark || isAlwaysDark ? 'dark' : 'light']}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
};
