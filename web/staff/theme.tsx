import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/use-language.ts';
import { useDeviceWish } from '../ui/use-device-wish.ts';
import { themeOf } from './themes.ts';
import { useOnPaper } from './use-on-paper.ts';
import './words.ts';
import './staff.css';
import './panes.css';
import './tools.css';
import './touch.css';
import './sideways.css';
import './paper.css';

/** Ant Design in the reader's language and light, for every page of the staff; a wall is dark at all hours, paper is white. */
export const StaffTheme = ({ children, isAlwaysDark = false }: { children: ReactNode; isAlwaysDark?: boolean }) => {
  const { language } = useLanguage();
  const isDark = useDeviceWish('dark');
  const isStill = useDeviceWish('stillness');
  const isForThumbs = useDeviceWish('roomForThumbs');
  const isOnPaper = useOnPaper();
  const isByNight = !isOnPaper && (isDark || isAlwaysDark);
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} locale={language === 'zh' ? zhCN : enUS} theme={themeOf(isByNight, isStill, isForThumbs && !isOnPaper)}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
};
