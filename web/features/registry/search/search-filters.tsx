import { Badge, Button, Input, type InputRef, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { assetStatuses } from '../../../staff/assets.ts';
import { Toggle } from '../../../staff/toggle.tsx';
import { UnitSelect } from '../../../staff/unit-select.tsx';
import { useLetters } from '../../../staff/use-letters.ts';
import { useTyped } from '../../../staff/use-typed.ts';
import { type Change, furtherFilters, type Get, isDigits, listOf } from './address.ts';
import { FurtherFilters } from './further-filters.tsx';

interface Props {
  readonly city: City;
  readonly get: Get;
  readonly change: Change;
  /** The middle of the map. */
  readonly centre: Point | null;
  /** Enter in the box: what stands in it. */
  readonly onEnter: (typed: string) => void;
}

const ManySelect = ({
  name,
  label,
  options,
  get,
  change,
}: { name: string; label: string; options: { value: string; label: string }[] } & Pick<Props, 'get' | 'change'>) => (
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

// Digits come one after the other, words out of a list of homonyms: who pauses within a number waits for its answer.
const restMs = (typed: string): number => (isDigits(typed) ? 100 : 250);

/** One box for number, road, house, crossing, neighbourhood and words; and what narrows it. All of it stands in the address. */
export const SearchFilters = ({ city, get, change, centre, onEnter }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const further = furtherFilters.filter((name) => get(name)).length;
  const [typed, setTyped] = useTyped(get('q') ?? '', (q) => change({ q: q || null }, 'typed'), restMs);
  const box = useRef<InputRef>(null);
  // At a desk the hands are on the keys; on a phone a keyboard would cover the list.
  useEffect(() => {
    if (matchMedia('(min-width: 900px)').matches) box.current?.focus({ preventScroll: true });
  }, []);
  useLetters({ '/': () => box.current?.focus() });
  const [isOpen, setIsOpen] = useState(further > 0);
  return (
    <div className="queue-filters">
      <Input.Search
        className="filter-wide"
        allowClear
        aria-label={t('registry.search')}
        placeholder={t('registry.searchFor')}
        value={typed}
        maxLength={80}
        ref={box}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={(event) => event.nativeEvent.isComposing || onEnter(typed)}
      />
      <ManySelect
        name="class"
        label={t('registry.anyClass')}
        options={city.assetClasses.map((one) => ({ value: one.code, label: named(one.name) }))}
        get={get}
        change={change}
      />
      <ManySelect
        name="status"
        label={t('registry.anyStatus')}
        options={assetStatuses.map((value) => ({ value, label: t(`staff.status.${value}`) }))}
        get={get}
        change={change}
      />
      <UnitSelect label={t('registry.anyOwner')} placeholder={t('registry.anyOwner')} value={get('owner')} onChange={(owner) => change({ owner })} />
      <UnitSelect of="place" label={t('staff.place.search')} value={get('place')} onChange={(place) => change({ place })} />
      {isOpen && <FurtherFilters get={get} change={change} centre={centre} />}
      <div className="filter-wide filter-foot">
        <Toggle label={t('registry.inView')} isOn={get('view') === '1'} onChange={(on) => change({ view: on ? '1' : null })} />
        <Badge count={further} size="small" color="var(--accent)">
          <Button type="text" size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t(isOpen ? 'registry.fewer' : 'registry.more')}
          </Button>
        </Badge>
      </div>
    </div>
  );
};
