import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { assetStatuses } from '../../staff/assets.ts';
import { Toggle } from '../../staff/toggle.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';

interface Props {
  readonly city: City;
  readonly get: (name: string) => string | undefined;
  readonly change: (changes: Readonly<Record<string, string | null | undefined>>) => void;
}

/** Words, class, status, owner, place, and what the map shows; kept in the address. */
export const RegistryFilters = ({ city, get, change }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <div className="queue-filters">
      <Input.Search
        className="filter-wide"
        allowClear
        aria-label={t('registry.search')}
        placeholder={t('registry.search')}
        value={get('q') ?? ''}
        maxLength={80}
        onChange={(event) => change({ q: event.target.value || null })}
      />
      <Select
        aria-label={t('registry.class')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('registry.anyClass')}
        value={get('class') ?? null}
        options={city.assetClasses.map((one) => ({ value: one.code, label: named(one.name) }))}
        onChange={(next) => change({ class: next })}
      />
      <Select
        aria-label={t('registry.status')}
        allowClear
        placeholder={t('registry.anyStatus')}
        value={get('status') ?? null}
        options={assetStatuses.map((value) => ({ value, label: t(`staff.status.${value}`) }))}
        onChange={(next) => change({ status: next })}
      />
      <UnitSelect label={t('registry.anyOwner')} placeholder={t('registry.anyOwner')} value={get('owner')} onChange={(owner) => change({ owner })} />
      <UnitSelect of="place" label={t('staff.place.search')} value={get('place')} onChange={(place) => change({ place })} />
      <Toggle label={t('registry.inView')} isOn={get('view') === '1'} onChange={(on) => change({ view: on ? '1' : null })} />
    </div>
  );
};
