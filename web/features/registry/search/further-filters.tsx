import { Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '#domain/contract/terms.ts';
import { useFormat } from '../../../client/use-format.ts';
import { UnitSelect } from '../../../staff/unit-select.tsx';
import { type Change, type Get, hazards, listOf, writePoint } from './address.ts';

interface Props {
  readonly get: Get;
  readonly change: Change;
  readonly centre: Point | null;
}

const distances = [50, 100, 200, 500, 1000, 2000];

const Typed = ({ name, kind, get, change }: { name: string; kind: 'year' | 'day' } & Omit<Props, 'centre'>) => {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="filter-typed">
      <label htmlFor={id}>{t(`registry.filter.${name}`)}</label>
      <Input
        id={id}
        type={kind === 'day' ? 'date' : 'number'}
        {...(kind === 'year' ? { min: 1840, max: 2200, inputMode: 'numeric' as const } : {})}
        value={get(name) ?? ''}
        onChange={(event) => change({ [name]: event.target.value || null }, 'typed')}
      />
    </div>
  );
};

/** What is asked for less often: maintainer, hazards, age, when recorded and verified, distance. */
export const FurtherFilters = ({ get, change, centre }: Props) => {
  const { t } = useTranslation();
  const format = useFormat();
  const reach = (metres: string | null) => change({ withinM: metres, ...(metres ? { near: get('near') ?? (centre ? writePoint(centre) : null) } : {}) });
  return (
    <>
      <UnitSelect
        label={t('registry.filter.maintainer')}
        placeholder={t('registry.filter.maintainer')}
        value={get('maintainer')}
        onChange={(maintainer) => change({ maintainer })}
      />
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        maxTagPlaceholder={(left) => `+${left.length}`}
        aria-label={t('registry.filter.hazard')}
        placeholder={t('registry.filter.hazard')}
        value={listOf(get('hazard'))}
        options={hazards.map((value) => ({ value, label: t(`registry.hazards.${value}`) }))}
        onChange={(next: string[]) => change({ hazard: next.join(',') || null })}
      />
      <Typed name="builtFrom" kind="year" get={get} change={change} />
      <Typed name="builtTo" kind="year" get={get} change={change} />
      <Typed name="recordedFrom" kind="day" get={get} change={change} />
      <Typed name="recordedTo" kind="day" get={get} change={change} />
      <Typed name="verifiedBefore" kind="day" get={get} change={change} />
      <div className="filter-typed">
        <span>{t('registry.filter.withinM')}</span>
        <Select
          allowClear
          aria-label={t('registry.filter.withinM')}
          placeholder={t('registry.filter.anyDistance')}
          value={get('withinM') ?? null}
          options={distances.map((metres) => ({ value: String(metres), label: t('registry.filter.within', { distance: format.distance(metres) }) }))}
          onChange={(next: string | null) => reach(next ?? null)}
        />
      </div>
    </>
  );
};
