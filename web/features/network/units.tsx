import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { UnitLine } from '#domain/contract/network-units.ts';
import { call } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { defined } from '../../staff/defined.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listNetworkUnits } from '../../staff/routes.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { useTyped } from '../../staff/use-typed.ts';
import { NewUnitDialog, UnitDialog } from './unit-dialog.tsx';
import '../../staff/list-page.css';
import './units.css';
import { Nothing } from '../../staff/nothing.tsx';
import { dot } from '../../ui/dotted.ts';

const unitKinds = ['centre', 'trade', 'road', 'greening'] as const;

const Line = ({ unit, onOpen }: { unit: UnitLine; onOpen: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <li>
      <button type="button" className="unit-line" onClick={onOpen}>
        <strong>{named(unit.name)}</strong>
        <span>
          {t(`network.units.kind.${unit.kind}`)}&nbsp;· {named(unit.place.name)}
        </span>
        {!unit.active && (
          <span className="tone-tag tone-past">
            {t('network.units.isEnded')}
            {unit.successor && `${dot}${t('network.units.followedBy', { who: named(unit.successor.name) })}`}
          </span>
        )}
      </button>
    </li>
  );
};

/** The city's units: found, opened, added. */
export const Units = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const [get, change] = useFilters();
  const word = get('q') ?? '';
  const [q, setQ] = useTyped(word, (typed) => change({ q: typed.trim() || null }, 'typed'));
  const kind: UnitLine['kind'] | '' = unitKinds.find((one) => one === get('kind')) ?? '';
  const ended = get('ended') === '1';
  const open = get('unit');
  const setOpen = (id: string | null) => change({ unit: id });
  const [isNew, setIsNew] = useState(false);
  const units = useQuery({
    queryKey: ['network-units', word, kind, ended],
    queryFn: ({ signal }) => call(listNetworkUnits, { query: { ...defined({ q: word, kind }), ended }, signal }),
    placeholderData: keepPreviousData,
  });
  const kinds = [{ value: '', label: t('network.units.anyKind') }, ...unitKinds.map((one) => ({ value: one, label: t(`network.units.kind.${one}`) }))];
  return (
    <div className="list-page units-page">
      <h1>{t('network.units.title')}</h1>
      <p>{t('network.units.explain')}</p>
      <div className="list-head units-head">
        <Input.Search
          allowClear
          maxLength={40}
          value={q}
          placeholder={t('network.units.search')}
          aria-label={t('network.units.search')}
          onChange={(event) => setQ(event.target.value)}
        />
        <Select aria-label={t('network.units.kind.label')} value={kind} options={kinds} onChange={(next: UnitLine['kind'] | '') => change({ kind: next })} />
        <Checkbox checked={ended} onChange={(event) => change({ ended: event.target.checked ? '1' : null })}>
          {t('network.units.ended')}
        </Checkbox>
        {units.data?.mayEdit && (
          <Button type="primary" onClick={() => setIsNew(true)}>
            {t('network.units.add')}
          </Button>
        )}
      </div>
      {units.error && <ProblemNotice error={units.error} title={t('staff.problem.load')} onRetry={() => void units.refetch()} />}
      {units.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {units.data?.units.length === 0 && <Nothing words={t('network.units.none')} />}
      <ul className="units-list" aria-label={t('network.units.title')}>
        {units.data?.units.map((unit) => (
          <Line key={unit.id} unit={unit} onOpen={() => setOpen(unit.id)} />
        ))}
      </ul>
      {units.data?.isWhole === false && <p>{t('network.units.more')}</p>}
      {open !== undefined && <UnitDialog key={open} id={open} city={city} onClose={() => setOpen(null)} />}
      {isNew && <NewUnitDialog city={city} onClose={() => setIsNew(false)} />}
    </div>
  );
};
