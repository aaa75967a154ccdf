import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Matching } from '#domain/contract/matching.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { Chosen } from './address.ts';
import { useShares } from './use-shares.ts';

type Group = Pick<Matching['channels'][number], 'code' | 'name'>;
export type GroupName = 'channel' | 'place' | 'class';

/** What a group of a dimension is called. */
export const useGroupName = (city: City) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (of: GroupName, { code, name }: Group): string => {
    if (name) return named(name);
    if (of === 'channel') return t(`orders.channel.${code}`);
    if (code === 'none') return t('analysis.matching.noAsset');
    const known = city.assetClasses.find((one) => one.code === code);
    return known ? named(known.name) : code;
  };
};

/** Tenths of what was said: 90%–100% */
export const useBinName = () => {
  const { range } = useShares();
  return (bin: number): string => range(bin / 10, (bin + 1) / 10);
};

/** In words, everything that is chosen, with its name in the address. */
export const useChosenNames = (city: City, matching: Matching | undefined) => {
  const { t } = useTranslation();
  const groupName = useGroupName(city);
  const binName = useBinName();
  return ({ channel, placeCode, classCode, bin, which }: Chosen): { name: GroupName | 'bin' | 'which'; words: string }[] => {
    const district = matching?.districts.find(({ code }) => code === placeCode);
    return [
      ...(channel === undefined ? [] : [{ name: 'channel' as const, words: groupName('channel', { code: channel }) }]),
      ...(placeCode === undefined ? [] : [{ name: 'place' as const, words: district ? groupName('place', district) : placeCode }]),
      ...(classCode === undefined ? [] : [{ name: 'class' as const, words: groupName('class', { code: classCode }) }]),
      ...(bin === undefined ? [] : [{ name: 'bin' as const, words: t('analysis.matching.saidBin', { bin: binName(bin) }) }]),
      ...(which === undefined ? [] : [{ name: 'which' as const, words: t(`analysis.matching.which.${which}`) }]),
    ];
  };
};
