import { useLanguage } from '../i18n/use-language.ts';
import './language-switch.css';

const other = { zh: { tag: 'en', text: 'English', to: 'en' }, en: { tag: 'zh-CN', text: '中文', to: 'zh' } } as const;

/** Names the other language in that language, so that whoever needs it can read it. */
export const LanguageSwitch = () => {
  const { language, choose } = useLanguage();
  const { tag, text, to } = other[language];
  return (
    <button type="button" className="language-switch" lang={tag} onClick={() => choose(to)}>
      {text}
    </button>
  );
};
