import i18next from 'i18next';

/** Adds a chunk's own words (nested by feature, same keys in both) when that chunk loads, so that nobody else carries them. */
export const addWords = (words: { zh: object; en: object }): void => {
  i18next.addResourceBundle('zh', 'translation', words.zh, true, true);
  i18next.addResourceBundle('en', 'translation', words.en, true, true);
};
