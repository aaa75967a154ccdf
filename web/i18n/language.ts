import type { Language } from '#domain/contract/common-errors.ts';

const key = 'jz-language';
const tags: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

const stored = (): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is blocked: the choice lasts for this page
  }
};

const start = (): Language => {
  const asked = new URLSearchParams(location.search).get('lang') ?? stored();
  return asked === 'en' ? 'en' : 'zh';
};

let language: Language | null = null;

/** The language chosen on this device; Chinese until someone chooses. */
export const currentLanguage = (): Language => {
  language ??= start();
  return language;
};

/** The BCP 47 tag for lang attributes and Intl. */
export const languageTag = (of: Language): string => tags[of];

/** Remembers the choice for the next visit. */
export const rememberLanguage = (next: Language): void => {
  language = next;
  try {
    localStorage.setItem(key, next);
  } catch {
    // nothing to remember it in
  }
};
