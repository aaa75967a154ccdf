import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { NetworkUnit, UnitHours } from '#domain/contract/network-units.ts';
import { call } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { RefusalAt } from '../../staff/refused.tsx';
import { listNetworkUnits } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';

/** A unit as it is being written. */
export interface UnitDraft {
  readonly name: { readonly zh: string; readonly en: string };
  readonly parentId: string | null;
  readonly placeCode: string;
  readonly alsoPlaces: string[];
  readonly words: string[];
  readonly phone: string;
  readonly hours: UnitHours | null;
  readonly why: string;
}

const isFilled = ({ weekdays, fromTime, toTime }: UnitHours): boolean => weekdays.length > 0 && fromTime !== '' && toTime !== '' && fromTime !== toTime;

/** What is still to be filled in, by the words of its fields. */
export const lackingIn = ({ name, placeCode, hours, why }: UnitDraft) =>
  (
    [
      ['nameZh', name.zh.trim() !== ''],
      ['nameEn', name.en.trim() !== ''],
      ['place', placeCode !== ''],
      ['hours', hours === null || isFilled(hours)],
      ['why', why.trim() !== ''],
    ] as const
  ).flatMap(([field, isThere]) => (isThere ? [] : [field]));

/** Saves what is whole, and says what it lacks until then. */
export const SaveUnit = ({
  lacks,
  isBusy,
  onSave,
}: {
  lacks: readonly ('id' | ReturnType<typeof lackingIn>[number])[];
  isBusy: boolean;
  onSave: () => void;
}) => {
  const { t } = useTranslation();
  return (
    <>
      {lacks.length > 0 && (
        <p className="field-hint" role="status">
          {t('network.units.needs', { what: lacks.map((field) => t(`network.units.${field}`)).join(t('common.semicolon')) })}
        </p>
      )}
      <Button type="primary" disabled={lacks.length > 0} loading={isBusy} onClick={onSave}>
        {t('network.units.save')}
      </Button>
    </>
  );
};

const Hours = ({ value, onChange }: { value: UnitHours | null; onChange: (hours: UnitHours | null) => void }) => {
  const { t } = useTranslation();
  const hintId = useId();
  const set = (part: Partial<UnitHours>) => value && onChange({ ...value, ...part });
  const begin = { weekdays: [1, 2, 3, 4, 5], fromTime: '08:30', toTime: '17:30' };
  return (
    <fieldset className="field unit-hours" aria-describedby={hintId}>
      <legend>{t('network.units.hours')}</legend>
      <Checkbox checked={value === null} onChange={(event) => onChange(event.target.checked ? null : begin)}>
        {t('network.units.always')}
      </Checkbox>
      {value && (
        <>
          <Select
            mode="multiple"
            aria-label={t('network.units.weekdays')}
            value={value.weekdays}
            options={([1, 2, 3, 4, 5, 6, 7] as const).map((day) => ({ value: day, label: t(`staff.roster.day.${day}`) }))}
            onChange={(weekdays: number[]) => set({ weekdays: weekdays.toSorted((a, b) => a - b) })}
          />
          <input type="time" aria-label={t('network.units.from')} value={value.fromTime} onChange={(event) => set({ fromTime: event.target.value })} />
          <input
            type="time"
            aria-label={t('network.units.to')}
            value={value.toTime === '24:00' ? '00:00' : value.toTime}
            onChange={(event) => set({ toTime: event.target.value === '00:00' ? '24:00' : event.target.value })}
          />
        </>
      )}
      <p className="field-hint" id={hintId}>
        {t('network.units.hoursHint')}
      </p>
    </fieldset>
  );
};

/** Districts to look after besides one's own. */
const Also = ({ value, own, city, onChange }: { value: string[]; own: string; city: City; onChange: (codes: string[]) => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const centres = useQuery({ queryKey: ['network-units', 'centres'], queryFn: ({ signal }) => call(listNetworkUnits, { query: { kind: 'centre' }, signal }) });
  const districts = (centres.data?.units ?? []).map(({ place }) => place).filter(({ code }) => code.length === 6 && code !== city.code && code !== own);
  return (
    <div className="field">
      <span>{t('network.units.also')}</span>
      <Select
        mode="multiple"
        aria-label={t('network.units.also')}
        value={value}
        options={districts.map(({ code, name }) => ({ value: code, label: named(name) }))}
        optionFilterProp="label"
        onChange={onChange}
      />
    </div>
  );
};

interface Props {
  readonly draft: UnitDraft;
  readonly kind: NetworkUnit['kind'];
  /** As it stands: its parent and place have names though no search found them. */
  readonly unit?: NetworkUnit;
  readonly city: City;
  readonly onChange: (part: Partial<UnitDraft>) => void;
}

/** What people write of a unit. */
export const UnitFields = ({ draft, kind, unit, city, onChange }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const parents = unit?.parent ? [{ value: unit.parent.id, label: named(unit.parent.name) }] : [];
  const here = unit && unit.place.code !== city.code ? [{ value: unit.place.code, label: named(unit.place.name) }] : [];
  const isPlaceFixed = kind === 'centre' && unit !== undefined;
  return (
    <>
      <TextField
        name="name/zh"
        label={t('network.units.nameZh')}
        value={draft.name.zh}
        maxLength={60}
        onChange={(zh) => onChange({ name: { ...draft.name, zh } })}
      />
      <TextField
        name="name/en"
        label={t('network.units.nameEn')}
        value={draft.name.en}
        maxLength={100}
        onChange={(en) => onChange({ name: { ...draft.name, en } })}
      />
      {!isPlaceFixed && (
        <div className="field">
          <span>{t('network.units.place')}</span>
          <UnitSelect
            of="place"
            label={t('network.units.place')}
            known={[{ value: city.code, label: named(city.name) }, ...here]}
            value={draft.placeCode === '' ? undefined : draft.placeCode}
            onChange={(code) => onChange({ placeCode: code ?? '' })}
          />
          <RefusalAt field="placeCode" />
        </div>
      )}
      {(kind === 'road' || kind === 'greening') && (
        <Also value={draft.alsoPlaces} own={draft.placeCode} city={city} onChange={(alsoPlaces) => onChange({ alsoPlaces })} />
      )}
      <div className="field">
        <span>{t('network.units.parent')}</span>
        <UnitSelect
          label={t('network.units.parent')}
          known={parents}
          value={draft.parentId ?? undefined}
          onChange={(id) => onChange({ parentId: id ?? null })}
        />
        <RefusalAt field="parentId" />
      </div>
      <TextField name="phone" label={t('network.units.phone')} value={draft.phone} maxLength={40} onChange={(phone) => onChange({ phone })} />
      <div className="field">
        <span>{t('network.units.words')}</span>
        <Select mode="tags" aria-label={t('network.units.words')} open={false} value={draft.words} onChange={(words: string[]) => onChange({ words })} />
        <RefusalAt field="words" />
      </div>
      <Hours value={draft.hours} onChange={(hours) => onChange({ hours })} />
      <TextField name="why" label={t('network.units.why')} value={draft.why} maxLength={500} onChange={(why) => onChange({ why })} />
    </>
  );
};
