import type { DispatchCase } from './contract/dispatch-rules.ts';
import type { Language } from './contract/errors.ts';
import type { Name } from './contract/terms.ts';

/** Names of what a case speaks of. */
export interface CaseNames {
  readonly kind: (code: string) => Name | undefined;
  readonly class: (code: string) => Name | undefined;
  readonly place: (code: string) => Name | undefined;
}

const beliefs: Readonly<Record<DispatchCase['belief'], Name>> = {
  known: { zh: '权属明确', en: 'its keeper known' },
  ownerless: { zh: '无主', en: 'ownerless' },
  unsure: { zh: '权属不确定', en: 'its owner unsure' },
  none: { zh: '没有登记', en: 'nothing registered' },
};
const locations: Readonly<Record<string, Name>> = {
  carriageway: { zh: '车行道', en: 'on the carriageway' },
  footway: { zh: '人行道', en: 'on the footway' },
  green: { zh: '绿地', en: 'in a green space' },
  compound: { zh: '小区院内', en: 'in a compound' },
};

/** A case as a person would say it. */
export const wordCase = (of: DispatchCase, names: CaseNames, language: Language): string => {
  const parts = [
    names.kind(of.kind)?.[language] ?? of.kind,
    of.isHazard ? { zh: '有危险', en: 'dangerous' }[language] : null,
    beliefs[of.belief][language],
    of.classCode === null ? null : names.class(of.classCode)?.[language],
    of.location === null ? null : locations[of.location]?.[language],
    names.place(of.streetCode)?.[language],
    of.time,
  ];
  return parts.filter((part) => part !== null && part !== undefined).join(language === 'zh' ? '、' : ', ');
};
