import { useTranslation } from 'react-i18next';
import { formatPlate, isAssetId } from '#domain/asset-id.ts';
import { assetFieldNames } from '#domain/contract/asset-fields.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import type { Name } from '#domain/contract/terms.ts';
import { isDay } from '#domain/local-time.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { coverFields, coverWords } from './edit/cover-fields.ts';
import { type Field, fields } from './edit/fields.ts';

/** A desk writes `ownerId`, an import `owner_id` and `cover.size_mm`: one field. */
const camel = (field: string): string => field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const unitFields = ['ownerId', 'maintainerId', 'authorityId', 'owner', 'maintainer'];

type Shown = (value: unknown) => string;

const unitWords = { mm: 'registry.millimetres', m: 'registry.metres' } as const;
/** As it was measured: no digit is rounded away but those of single precision, and none is parted from the others. */
const plainNumber = (value: number): string => String(Number(value.toFixed(4)));

/** As the well's page says how sure its owner is. */
const percentOf = (share: number): string => `${Math.round(share * 100)}%`;

/** Words a field's value: units, classes, places and covers by name, never by code. */
type Names = Pick<Asset, 'unitNames' | 'placeNames'>;

const useValueWords = (city: City, { unitNames, placeNames }: Names) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const written = (words: string): string => {
    if (isAssetId(words)) return formatPlate(words);
    return isDay(words) ? format.date(words) : words;
  };
  const simple: Shown = (value) => {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value === 'boolean') return t(value ? 'registry.edit.yes' : 'registry.edit.no');
    if (typeof value === 'number') return plainNumber(value);
    return written(String(value));
  };
  const ofField = ({ words, unit }: Partial<Field> = {}, value: unknown) => {
    if (words && i18n.exists(`${words}.${String(value)}`)) return t(`${words}.${String(value)}`);
    return unit && typeof value === 'number' ? t(unitWords[unit], { value: plainNumber(value) }) : simple(value);
  };
  const point: Shown = (value) => {
    const [lon, lat] = Array.isArray(value) ? value : [(value as { lon?: number }).lon, (value as { lat?: number }).lat];
    return `${Number(lon).toFixed(6)}, ${Number(lat).toFixed(6)}`;
  };
  const coverFact = (name: string, value: unknown) =>
    ofField(
      coverFields.find((one) => one.name === name),
      value,
    );
  const nameIn = (name: Name | undefined, value: unknown) => (name ? named(name) : String(value));
  const valued = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (unitFields.includes(field)) return nameIn(unitNames[String(value)], value);
    if (field === 'districtCode' || field === 'streetCode') return nameIn(placeNames[String(value)], value);
    if (field === 'classCode') return nameIn(city.assetClasses.find(({ code }) => code === value)?.name, value);
    if (field === 'position') return point(value);
    if (field === 'ownerConfidence') return percentOf(Number(value));
    return ofField(
      fields.find(({ name }) => name === field),
      value,
    );
  };
  return { valued, coverFact };
};

const isFacts = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts one change of a life into words; a cover's into one line for each fact that differs, another cover's (`isAnother`) into what is known of that one. */
export const useChangeWords = (city: City, names: Names): ((field: string, change: unknown, isAnother?: boolean) => string[]) => {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { valued, coverFact } = useValueWords(city, names);
  const nameOf = (field: string) => assetFieldNames[field]?.[language] ?? (i18n.exists(`registry.field.${field}`) ? t(`registry.field.${field}`) : field);
  const line = (name: string, before: string | null, after: string) =>
    t(before === null ? 'registry.change.is' : 'registry.change.from', { name, before, after });
  const coverLines = (before: unknown, after: unknown): string[] => {
    if (!isFacts(after)) return [line(nameOf('cover'), null, t('registry.change.noCover'))];
    const was = isFacts(before) ? before : {};
    return coverFields
      .filter(({ name }) => (after[name] ?? null) !== (was[name] ?? null) && name in after)
      .map(({ name }) =>
        line(t(`${coverWords}.${name}`), was[name] === undefined || was[name] === null ? null : coverFact(name, was[name]), coverFact(name, after[name])),
      );
  };
  return (asWritten, change, isAnother = false) => {
    const field = camel(asWritten);
    const isPair = Array.isArray(change) && change.length === 2;
    const [before, after] = isPair ? change : [undefined, change];
    if (field === 'cover') return coverLines(isAnother ? null : before, after);
    if (field.startsWith('cover.')) {
      const name = camel(field.slice('cover.'.length));
      return [line(t(`${coverWords}.${name}`), coverFact(name, before), coverFact(name, after))];
    }
    const [was, is] = [isPair ? valued(field, before) : null, valued(field, after)];
    // Six digits of a degree are what is read: what moved by less than the last of them says so, where two equal places would.
    if (field === 'position' && was === is) return [t('registry.change.nudged', { name: nameOf(field) })];
    return [line(nameOf(field), was, is)];
  };
};
