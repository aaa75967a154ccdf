import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type OrderState, orderMarks } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { Toggle } from '../../staff/toggle.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';
import type { ChangeFilters, GetFilter } from '../../staff/use-filters.ts';

interface Props {
  readonly get: GetFilter;
  readonly change: ChangeFilters;
  /** How many open orders there are by state, as the API counted them; those that are done are too many to count for every look. */
  readonly counts: Readonly<Record<string, number>>;
}

const states = Object.keys(orderTransitions) as OrderState[];

/** State, danger, street, and what the map shows; kept in the address. */
export const DeskFilters = ({ get, change, counts }: Props) => {
  const { t } = useTranslation();
  const counted = (label: string, key: string) => (counts[key] === undefined ? label : t('desk.filter.counted', { label, count: counts[key] }));
  const options = [
    { value: 'open', label: counted(t('desk.filter.open'), 'open') },
    { value: 'done', label: t('desk.filter.done') },
    ...states.map((state) => ({ value: state, label: counted(t(`staff.state.${state}`), state) })),
  ];
  return (
    <div className="queue-filters">
      <Select
        aria-label={t('desk.filter.state')}
        value={get('state') ?? 'open'}
        options={options}
        onChange={(state) => change({ state: state === 'open' ? null : state })}
      />
      <Select
        aria-label={t('desk.filter.mark')}
        allowClear
        placeholder={t('desk.filter.mark')}
        value={get('mark') ?? null}
        options={orderMarks.map((mark) => ({ value: mark, label: t(`desk.filter.${mark}`) }))}
        onChange={(mark: string | null) => change({ mark })}
      />
      <div>
        <UnitSelect of="place" label={t('desk.filter.place')} value={get('place')} onChange={(place) => change({ place })} />
      </div>
      <Select
        aria-label={t('desk.filter.sort')}
        value={get('sort') === 'due' ? 'due' : 'newest'}
        options={(['newest', 'due'] as const).map((sort) => ({ value: sort, label: t(`desk.filter.sorts.${sort}`) }))}
        onChange={(sort) => change({ sort: sort === 'due' ? 'due' : null })}
      />
      <div className="filter-wide queue-toggles">
        <Toggle label={t('desk.filter.hazard')} isOn={get('hazard') === '1'} onChange={(on) => change({ hazard: on ? '1' : null })} />
        <Toggle label={t('desk.filter.inView')} isOn={get('view') === '1'} onChange={(on) => change({ view: on ? '1' : null, at: null })} />
      </div>
    </div>
  );
};
