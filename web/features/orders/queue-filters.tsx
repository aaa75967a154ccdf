import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { orderMarks } from '#domain/contract/terms.ts';
import { Toggle } from '../../staff/toggle.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';
import type { ChangeFilters, GetFilter } from '../../staff/use-filters.ts';
import { type AskedState, chosenOf, countNarrowed, type QueueChoices } from './queue-filter.ts';
import './words.ts';

interface Props {
  readonly get: GetFilter;
  readonly change: ChangeFilters;
  readonly choices: QueueChoices;
  /** How many open orders there are by state, as the API counted them; those that are done are too many to count for every look. */
  readonly counts: Readonly<Record<string, number>>;
}

/** State, mark, street, danger, and what the map shows; kept in the address. */
export const QueueFilters = ({ get, change, choices: { states, sorts }, counts }: Props) => {
  const { t } = useTranslation();
  const counted = (label: string, key: string) => (counts[key] === undefined ? label : t('orders.filter.counted', { label, count: counts[key] }));
  const wordState = (state: AskedState) => (state === 'open' || state === 'done' ? t(`orders.filter.${state}`) : t(`staff.state.${state}`));
  const [firstState] = states;
  const [firstSort] = sorts;
  return (
    <div className="queue-filters">
      <Select
        aria-label={t('orders.filter.state')}
        value={chosenOf(states, get('state'))}
        options={states.map((state) => ({ value: state, label: counted(wordState(state), state) }))}
        onChange={(state) => change({ state: state === firstState ? null : state })}
      />
      <Select
        aria-label={t('orders.filter.mark')}
        allowClear
        placeholder={t('orders.filter.mark')}
        value={get('mark') ?? null}
        options={orderMarks.map((mark) => ({ value: mark, label: t(`orders.filter.${mark}`) }))}
        onChange={(mark: string | null) => change({ mark })}
      />
      <div>
        <UnitSelect of="place" label={t('orders.filter.place')} value={get('place')} onChange={(place) => change({ place })} />
      </div>
      {sorts.length > 0 && (
        <Select
          aria-label={t('orders.filter.sort')}
          value={chosenOf(sorts, get('sort'))}
          options={sorts.map((sort) => ({ value: sort, label: t(`orders.filter.sorts.${sort}`) }))}
          onChange={(sort) => change({ sort: sort === firstSort ? null : sort })}
        />
      )}
      <div className="filter-wide queue-toggles">
        <Toggle label={t('orders.filter.hazard')} isOn={get('hazard') === '1'} onChange={(on) => change({ hazard: on ? '1' : null })} />
        <Toggle label={t('orders.filter.inView')} isOn={get('view') === '1'} onChange={(on) => change({ view: on ? '1' : null, at: null })} />
      </div>
    </div>
  );
};

/** The same, folded while nothing is narrowed: an inbox of a few orders is read without it. */
export const FoldedQueueFilters = (props: Props) => {
  const { t } = useTranslation();
  const count = countNarrowed(props.get);
  return (
    <details className="map-filters" open={count > 0 || props.get('sort') !== undefined}>
      <summary>{count === 0 ? t('orders.filter.fold') : t('orders.filter.folded', { count })}</summary>
      <QueueFilters {...props} />
    </details>
  );
};
