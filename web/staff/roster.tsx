import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, InputNumber, Select, Spin } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyReply, DutyShift } from '#domain/contract/calls.ts';
import { call } from '../client/call.ts';
import { useCity } from '../client/city.ts';
import { ProblemError } from '../client/problem-error.ts';
import { useAsked } from '../client/use-asked.ts';
import { useTabDraft } from '../client/use-tab-draft.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { getDuty, putDuty } from './routes.ts';
import { ScrollAside } from './scroll-aside.tsx';
import { UnitSelect } from './unit-select.tsx';
import './roster.css';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

type Row = DutyShift & { readonly key: number };

interface ShiftProps {
  readonly shift: Row;
  readonly people: DutyReply['people'];
  readonly onChange: (part: Partial<DutyShift>) => void;
  readonly onRemove: () => void;
}

const Shift = ({ shift, people, onChange, onRemove }: ShiftProps) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <tr>
      <td>
        <InputNumber
          aria-label={t('staff.roster.rank')}
          min={1}
          max={100}
          precision={0}
          value={shift.rank}
          onChange={(rank) => onChange({ rank: rank ?? 1 })}
        />
      </td>
      <td>
        <Select
          aria-label={t('staff.roster.person')}
          className="roster-person"
          value={shift.personId}
          options={people.map((person) => ({ value: person.id, label: named(person.name) }))}
          onChange={(personId) => onChange({ personId })}
        />
      </td>
      <td>
        <Select
          mode="multiple"
          aria-label={t('staff.roster.weekdays')}
          className="roster-days"
          value={shift.weekdays}
          options={weekdays.map((day) => ({ value: day, label: t(`staff.roster.day.${day}`) }))}
          onChange={(days: number[]) => onChange({ weekdays: days.toSorted((a, b) => a - b) })}
        />
      </td>
      <td>
        <input type="time" aria-label={t('staff.roster.hoursFrom')} value={shift.fromTime} onChange={(event) => onChange({ fromTime: event.target.value })} />
        {' – '}
        <input
          type="time"
          aria-label={t('staff.roster.hoursTo')}
          value={shift.toTime === '24:00' ? '00:00' : shift.toTime}
          onChange={(event) => onChange({ toTime: event.target.value === '00:00' ? '24:00' : event.target.value })}
        />
      </td>
      <td>
        <Button size="small" danger onClick={onRemove}>
          {t('staff.roster.remove')}
        </Button>
      </td>
    </tr>
  );
};

const unkeyed = (rows: readonly Row[]): DutyShift[] => rows.map(({ key: _, ...shift }) => shift);
const keyed = ({ shifts }: DutyReply): Row[] => shifts.map((shift, key) => ({ ...shift, key }));
interface Begun {
  readonly shifts: readonly Row[] | null;
  /** The roster as it was when the change was begun; null: as it is. */
  readonly seen: readonly DutyShift[] | null;
}
const untouched: Begun = { shifts: null, seen: null };
const areSame = (one: readonly DutyShift[], other: readonly DutyShift[]): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Somebody else saved the roster that one is changing: neither goes without a word. */
const Overtaken = ({ onStand, onGiveUp }: { onStand: () => void; onGiveUp: () => void }) => {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('staff.roster.overtaken')}
      description={
        <div className="roster-foot">
          <Button onClick={onStand}>{t('staff.roster.stand')}</Button>
          <Button onClick={onGiveUp}>{t('staff.roster.giveUpMine')}</Button>
        </div>
      }
    />
  );
};

const Shifts = ({ unitId, duty }: { unitId: string; duty: DutyReply }) => {
  const { t } = useTranslation();
  const { data: city } = useCity();
  const client = useQueryClient();
  // What was changed and not saved outlives the page: a roster of weeks is not typed twice.
  const { draft, change, clear } = useTabDraft(`roster-${unitId}`, untouched);
  const shifts = draft.shifts ?? keyed(duty);
  const isChanged = !areSame(unkeyed(shifts), duty.shifts);
  const seen = (isChanged ? draft.seen : null) ?? duty.shifts;
  const setShifts = (next: readonly Row[]) => change({ shifts: next, seen });
  const save = useMutation({
    mutationFn: (rows: readonly Row[]) => call(putDuty, { params: { unitId }, body: { shifts: unkeyed(rows), seen: [...seen] } }),
    onSuccess: (saved, sent) => {
      client.setQueryData(['duty', unitId], saved);
      if (sent === draft.shifts)
        clear(); // it stands in the order in which they are called; what was changed on the way is not saved yet
      else change({ seen: saved.shifts }); // one's own saving is no other's
    },
    onError: async (error) => {
      if (error instanceof ProblemError && error.problem.code === 'roster-changed') await client.invalidateQueries({ queryKey: ['duty', unitId] }); // what stands is seen
    },
  });
  const isOvertaken = isChanged && !save.isPending && !areSame(seen, duty.shifts);
  useAsked(isChanged);
  const stand = () => {
    save.reset(); // its refusal has been answered
    change({ seen: duty.shifts });
  };
  const giveUp = () => {
    save.reset(); // what was refused is not wanted any more
    clear();
  };
  const [first] = duty.people;
  const add = () => {
    const key = Math.max(-1, ...shifts.map((shift) => shift.key)) + 1;
    if (first) setShifts([...shifts, { key, personId: first.id, weekdays: [1, 2, 3, 4, 5], fromTime: '08:00', toTime: '20:00', rank: shifts.length + 1 }]);
  };
  const isWhole = shifts.every((shift) => shift.weekdays.length > 0 && shift.fromTime !== '' && shift.toTime !== '' && shift.fromTime !== shift.toTime);
  return (
    <>
      {first ? city && <p>{t('staff.roster.explain', { count: city.limits.callAnswerMinutes })}</p> : <p>{t('staff.roster.nobody')}</p>}
      {shifts.length > 0 && (
        <ScrollAside label={t('staff.roster.title')}>
          <table className="roster-table" aria-label={t('staff.roster.title')}>
            <thead>
              <tr>
                {(['rank', 'person', 'weekdays', 'hours'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`staff.roster.${column}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="unseen">{t('staff.roster.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shifts.map((shift) => (
                <Shift
                  key={shift.key}
                  shift={shift}
                  people={duty.people}
                  onChange={(part) => setShifts(shifts.map((one) => (one.key === shift.key ? { ...one, ...part } : one)))}
                  onRemove={() => setShifts(shifts.filter((one) => one.key !== shift.key))}
                />
              ))}
            </tbody>
          </table>
        </ScrollAside>
      )}
      {shifts.length === 0 && <p className="quiet">{t('staff.roster.none')}</p>}
      <div className="roster-foot">
        <Button disabled={!first} onClick={add}>
          {t('staff.roster.add')}
        </Button>
        <Button type="primary" disabled={!isWhole || !isChanged || isOvertaken} loading={save.isPending} onClick={() => save.mutate(shifts)}>
          {t('staff.roster.save')}
        </Button>
        {save.isSuccess && !isChanged && <span role="status">{t('staff.roster.saved')}</span>}
        {isChanged && (
          <>
            <span className="tone-tag tone-wait">{t('staff.roster.unsaved')}</span>
            {!isOvertaken && (
              <Button type="link" disabled={save.isPending} onClick={giveUp}>
                {t('staff.roster.giveUp')}
              </Button>
            )}
          </>
        )}
      </div>
      {isOvertaken && <Overtaken onStand={stand} onGiveUp={giveUp} />}
      {save.error && !isOvertaken && <ProblemNotice error={save.error} title={t('staff.problem.title')} />}
    </>
  );
};

/** One unit's roster. */
export const UnitRoster = ({ unitId }: { unitId: string }) => {
  const { t } = useTranslation();
  const duty = useQuery({ queryKey: ['duty', unitId], queryFn: ({ signal }) => call(getDuty, { params: { unitId }, signal }) });
  return (
    <>
      {duty.error && <ProblemNotice error={duty.error} title={t('staff.problem.load')} />}
      {duty.isPending && <Spin />}
      {duty.data && <Shifts key={unitId} unitId={unitId} duty={duty.data} />}
    </>
  );
};

/** Who of a chosen unit is called to a danger, and when. */
export const Roster = ({ near }: { near: string | undefined }) => {
  const { t } = useTranslation();
  const [unitId, setUnitId] = useState<string>();
  return (
    <section className="roster">
      <h2>{t('staff.roster.title')}</h2>
      <UnitSelect value={unitId} onChange={setUnitId} near={near} label={t('staff.roster.unit')} placeholder={t('staff.roster.unit')} />
      {unitId !== undefined && <UnitRoster unitId={unitId} />}
    </section>
  );
};
