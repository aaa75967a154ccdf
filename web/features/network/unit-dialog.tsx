import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Select, Spin } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { NetworkUnit } from '#domain/contract/network-units.ts';
import { call, longestWorkMs } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { EndButton } from '../../staff/end-button.tsx';
import { FormDialog, Titled } from '../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusedForm } from '../../staff/refused.tsx';
import { addUnit, changeUnit, closeUnit, getNetworkUnit } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';
import { UnitSelect } from '../../staff/unit-select.tsx';
import { dot } from '../../ui/dotted.ts';
import { lackingIn, SaveUnit, type UnitDraft, UnitFields } from './unit-fields.tsx';
import { UnitHistory } from './unit-history.tsx';

type Send = (run: () => Promise<NetworkUnit>) => void;

const draftOf = ({ name, parent, place, alsoPlaces, words, phone, hours }: NetworkUnit): UnitDraft => ({
  name,
  parentId: parent?.id ?? null,
  placeCode: place.code,
  alsoPlaces: alsoPlaces.map(({ code }) => code),
  words,
  phone: phone ?? '',
  hours,
  why: '',
});

const bodyOf = (draft: UnitDraft) => ({ ...draft, phone: draft.phone.trim() || null });

interface EditProps {
  readonly unit: NetworkUnit;
  readonly city: City;
  readonly isBusy: boolean;
  /** What was changed of it, on top of what it is by now: another's word on another field is kept. */
  readonly changes: Partial<UnitDraft>;
  readonly onChange: (changes: Partial<UnitDraft>) => void;
  readonly send: Send;
}

const Edit = ({ unit, city, isBusy, changes, onChange, send }: EditProps) => {
  const draft = { ...draftOf(unit), ...changes };
  const save = () => call(changeUnit, { params: { unitId: unit.id }, body: { ...bodyOf(draft), version: unit.version } });
  return (
    <>
      <UnitFields draft={draft} kind={unit.kind} unit={unit} city={city} onChange={(part) => onChange({ ...changes, ...part })} />
      <SaveUnit lacks={lackingIn(draft)} isBusy={isBusy} onSave={() => send(save)} />
    </>
  );
};

const End = ({ unit, send }: { unit: NetworkUnit; send: Send }) => {
  const { t } = useTranslation();
  const [successorId, setSuccessorId] = useState<string>();
  const [why, setWhy] = useState('');
  const end = () =>
    call(closeUnit, { params: { unitId: unit.id }, body: { version: unit.version, successorId: successorId ?? '', why }, longestMs: longestWorkMs });
  return (
    <>
      <h2>{t('network.units.closeTitle')}</h2>
      <p>{t('network.units.closeExplain')}</p>
      <div className="field">
        <span>{t('network.units.successor')}</span>
        <UnitSelect label={t('network.units.successor')} near={unit.place.code.slice(0, 6)} value={successorId} onChange={setSuccessorId} />
      </div>
      <TextField label={t('network.units.why')} value={why} maxLength={500} onChange={setWhy} />
      <EndButton
        danger
        disabled={successorId === undefined || why.trim() === ''}
        label={t('network.units.close')}
        sure={t('network.units.closeSure')}
        onSure={() => send(end)}
      />
    </>
  );
};

/** One unit: as it stands, what can be done to it, and what was. */
export const UnitDialog = ({ id, city, onClose }: { id: string; city: City; onClose: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const queries = useQueryClient();
  const [changes, setChanges] = useState<Partial<UnitDraft>>({});
  const key = ['network-unit', id];
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => call(getNetworkUnit, { params: { unitId: id }, signal }), staleTime: 0 });
  const change = useMutation({
    mutationFn: (run: () => Promise<NetworkUnit>) => run(),
    onSuccess: (next) => {
      setChanges({});
      queries.setQueryData(key, next);
      void queries.invalidateQueries({ queryKey: ['network-units'] });
      void queries.invalidateQueries({ queryKey: ['units'] });
    },
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const send: Send = (run) => change.mutate(run);
  const unit = found.data;
  const error = found.error ?? change.error;
  return (
    <FormDialog
      isFilled={Object.keys(changes).length > 0}
      width={720}
      title={unit ? <Titled name={named(unit.name)} by={unit.id} /> : t('network.units.title')}
      footer={null}
      onClose={onClose}
    >
      <div className="unit-form">
        {error && <ProblemNotice error={error} />}
        {found.isPending && <Spin />}
        {unit && (
          <>
            <p>
              {t(`network.units.kind.${unit.kind}`)}&nbsp;· {named(unit.place.name)}&nbsp;·{' '}
              {t('network.units.holds', { orders: unit.openOrders, shifts: unit.shifts })}
            </p>
            {unit.successor && (
              <p>
                <span className="tone-tag tone-past">{t('network.units.isEnded')}</span> {t('network.units.followedBy', { who: named(unit.successor.name) })}
                {unit.isMoving && `${dot}${t('network.units.moving')}`}
              </p>
            )}
            {unit.mayEdit && <Edit unit={unit} city={city} isBusy={change.isPending} changes={changes} onChange={setChanges} send={send} />}
            {unit.mayEdit && <End unit={unit} send={send} />}
            <UnitHistory changes={unit.changes} />
          </>
        )}
      </div>
    </FormDialog>
  );
};

const nothing: UnitDraft = { name: { zh: '', en: '' }, parentId: null, placeCode: '', alsoPlaces: [], words: [], phone: '', hours: null, why: '' };

/** A unit that is not there yet. */
export const NewUnitDialog = ({ city, onClose }: { city: City; onClose: () => void }) => {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [id, setId] = useState('');
  const [kind, setKind] = useState<NetworkUnit['kind']>('trade');
  const [draft, setDraft] = useState(nothing);
  const add = useMutation({
    mutationFn: () => call(addUnit, { body: { ...bodyOf(draft), id: id.trim(), kind } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['network-units'] });
      void queries.invalidateQueries({ queryKey: ['units'] });
      onClose();
    },
  });
  const kinds = (['trade', 'road', 'greening', 'centre'] as const).map((value) => ({ value, label: t(`network.units.kind.${value}`) }));
  return (
    <FormDialog width={720} title={t('network.units.add')} footer={null} isFilled={draft !== nothing || id.trim() !== ''} onClose={onClose}>
      <RefusedForm error={add.error} className="unit-form">
        {add.error && <ProblemNotice error={add.error} />}
        <TextField name="id" label={t('network.units.id')} value={id} maxLength={64} onChange={setId} />
        <div className="field">
          <span>{t('network.units.kind.label')}</span>
          <Select aria-label={t('network.units.kind.label')} value={kind} options={kinds} onChange={(next: NetworkUnit['kind']) => setKind(next)} />
        </div>
        <UnitFields draft={draft} kind={kind} city={city} onChange={(part) => setDraft({ ...draft, ...part })} />
        <SaveUnit
          lacks={[...(/^[a-z0-9-]+$/.test(id.trim()) ? [] : (['id'] as const)), ...lackingIn(draft)]}
          isBusy={add.isPending}
          onSave={() => add.mutate()}
        />
      </RefusedForm>
    </FormDialog>
  );
};
