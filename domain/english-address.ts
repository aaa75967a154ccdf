import type { Name } from './contract/terms.ts';

// 斜土路 · 1175弄2号 · 门口: a road, what stands along it, and what is said beside. A road may begin with digits: 312国道 · 100号.
const parts = /^(?<road>.*?[^\d号])(?:(?<lane>\d+)弄)?(?:(?<house>\d+(?:[-之]\d+)?)号)?(?<beside>门口|路口)?$/;

/** The road that an address begins with; null for what is no address along a road. */
export const roadOf = (address: string): string | null => parts.exec(address)?.groups?.['road'] ?? null;

/** '斜土路38号门口' of Xietu Road as "outside 38 Xietu Road"; null for what is none of the usual forms. */
export const wordAddressInEnglish = (address: string, road: Name): string | null => {
  const found = parts.exec(address)?.groups;
  if (!found || found['road'] !== road.zh) return null;
  const { lane, beside } = found;
  const house = found['house']?.replace('之', '-');
  const along = lane ? `${house ? `${house}, ` : ''}Lane ${lane}, ${road.en}` : `${house ? `${house} ` : ''}${road.en}`;
  if (beside === '路口') return `crossing on ${along}`;
  return beside === '门口' ? `outside ${along}` : along;
};
