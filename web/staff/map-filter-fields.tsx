import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { useLanguage } from '../i18n/use-language.ts';
import type { MapFilters } from '../map/types.ts';
import { UnitSelect } from './unit-select.tsx';
import type { ChangeFilters, GetFilter } from './use-filters.ts';

const drawn = ['intact', 'damaged', 'missing', 'abandoned'] as const;
const listOf = (text: string | undefined): string[] => text?.split(',').filter(Boolean) ?? [];

/** What a desk's map is narrowed to, as it stands in the address: `mapClass`, `mapStatus`, `mapOwner`. */
export const deskMapFilters = (get: GetFilter): MapFilters => ({
  classCodes: listOf(get('mapClass')),
  statuses: drawn.filter((status) => listOf(get('mapStatus')).includes(status)),
  ownerIds: listOf(get('mapOwner')),
});

/** Narrows a desk's map by class, status and owner; folded while nothing is narrowed. */
export const MapFilterFields = ({ city, get, change }: { city: City; get: GetFilter; change: ChangeFilters }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const narrowed = ['mapClass', 'mapStatus', 'mapOwner'].filter((name) => get(name)).length;
  const many = (name: string, label: string, options: { value: string; label: string }[]) => (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={label}
      allowClear
      maxTagCount="responsive"
      maxTagPlaceholder={(left) => `+${left.length}`}
      showSearch={{ optionFilterProp: 'label' }}
      value={listOf(get(name))}
      options={options}
      onChange={(next: string[]) => change({ [name]: next.join(',') || null })}
    />
  );
  return (
    <details className="map-filters" open={narrowed > 0}>
      <summary>{narrowed === 0 ? t('staff.mapFilters.none') : t('staff.mapFilters.title', { count: narrowed })}</summary>
      <div className="queue-filters">
        {many(
          'mapClass',
          t('staff.mapFilters.class'),
          city.assetClasses.map((one) => ({ value: one.code, label: named(one.name) })),
        )}
        {many(
          'mapStatus',
          t('staff.mapFilters.status'),
          drawn.map((value) => ({ value, label: t(`staff.status.${value}`) })),
        )}
        <UnitSelect
          label={t('staff.mapFilters.owner')}
          placeholder={t('staff.mapFilters.owner')}
          value={get('mapOwner')}
          onChange={(mapOwner) => change({ mapOwner })}
        />
      </div>
    </details>
  );
};
