import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { SurveyShift } from '#domain/contract/registry-checks.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listSurveyShifts } from '../../staff/routes.ts';
import { StaffMap } from '../../staff/staff-map.tsx';
import { bearingOf } from './bearing.ts';

const idOf = ({ by, key }: SurveyShift) => `${by} ${key}`;
const hrefOf = ({ by, key }: SurveyShift) => (by === 'import' ? `/registry/imports/${key}` : `/registry?place=${key}`);

const useShiftWords = () => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  return (shift: SurveyShift) => {
    const { direction, arrow } = bearingOf(shift.eastM, shift.northM);
    const distance = format.distance(Math.hypot(shift.eastM, shift.northM));
    return {
      arrow,
      name: `${t(`checks.shifts.by.${shift.by}`)} ${named(shift.name)}`,
      offBy: t('checks.shifts.offBy', { direction: t(`checks.shifts.direction.${direction}`), distance }),
    };
  };
};

const Line = ({ shift, isChosen, onChoose }: { shift: SurveyShift; isChosen: boolean; onChoose: () => void }) => {
  const { t } = useTranslation();
  const { name, offBy, arrow } = useShiftWords()(shift);
  return (
    <li className="check-line">
      <button type="button" className="check-name" aria-pressed={isChosen} onClick={onChoose}>
        <span aria-hidden="true">{arrow}</span> <strong>{name}</strong> {offBy}&nbsp;· {t('checks.shifts.wells', { count: shift.wells })}
      </button>
      <Link href={hrefOf(shift)}>{t(shift.by === 'import' ? 'checks.shifts.openImport' : 'checks.shifts.openStreet')}</Link>
    </li>
  );
};

/** Streets and census files whose wells are all found to one side of their record, with the arrow on the map. */
export const SurveyShifts = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const words = useShiftWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useQuery({ queryKey: ['survey-shifts'], queryFn: ({ signal }) => call(listSurveyShifts, { signal }) });
  const shifts = found.data?.shifts ?? [];
  const shown = shifts.find((shift) => idOf(shift) === chosen) ?? shifts[0];
  const marks = shifts.map((shift) => {
    const { arrow, name, offBy } = words(shift);
    return { id: idOf(shift), position: shift.point, text: arrow, label: `${name} ${offBy}`, chosen: shift === shown, tone: 'danger' as const };
  });
  return (
    <section className="sheet-card" aria-labelledby="shifts">
      <h2 id="shifts">{t('checks.shifts.title')}</h2>
      <p className="quiet">{t('checks.shifts.text')}</p>
      {found.isPending && <Skeleton active paragraph={{ rows: 3 }} title={false} />}
      {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.isSuccess && shifts.length === 0 && <Nothing words={t('checks.shifts.none')} />}
      <ul className="plain-list">
        {shifts.map((shift) => (
          <Line key={idOf(shift)} shift={shift} isChosen={shift === shown} onChoose={() => setChosen(idOf(shift))} />
        ))}
      </ul>
      {shown && (
        <div className="check-map">
          <StaffMap
            key={idOf(shown)}
            city={city}
            start={{ centre: shown.point, zoom: 15 }}
            label={t('checks.shifts.map')}
            marks={marks}
            onMarkClick={setChosen}
          />
        </div>
      )}
    </section>
  );
};
