import { Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsOfFacts } from '#domain/asset-facts.ts';
import type { CoverFacts } from '#domain/contract/asset-edits.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import { call } from '../../../client/call.ts';
import { defined } from '../../../staff/defined.ts';
import { FormDialog } from '../../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { RefusalAt, RefusedForm } from '../../../staff/refused.tsx';
import { patchAsset, replaceCover } from '../../../staff/routes.ts';
import { useToday } from '../../../staff/use-today.ts';
import { coverFields, coverOn } from './cover-fields.ts';
import { CoverInputs } from './cover-inputs.tsx';
import { type Draft, write } from './fields.ts';
import { useEdit } from './use-edit.ts';
import { WhichAsset } from './which-asset.tsx';

const reasons = ['broken', 'stolen', 'worn', 'upgraded', 'other'] as const;

interface Props {
  readonly asset: Asset;
  readonly city: City;
  /** Put another on, or write down rightly what is on. */
  readonly act: 'cover' | 'rightCover';
  readonly onClose: () => void;
}

const recordedCover = (asset: Asset): Draft => {
  const on: Draft = { ...coverOn(asset) };
  return Object.fromEntries(coverFields.map(({ name }) => [name, on[name] ?? null]));
};

/**
 * Takes the cover off and puts another on, or corrects the record of the one that is on; all of its facts. Of another one nothing is known
 * before somebody says it.
 */
export const CoverDialog = ({ asset, city, act, onClose }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const isRight = act === 'rightCover';
  const before: Draft = isRight ? recordedCover(asset) : {};
  const [draft, setDraft] = useState<Draft>({});
  const [removedReason, setReason] = useState<(typeof reasons)[number]>('other');
  const [note, setNote] = useState('');
  const faults = faultsOfFacts(draft, useToday(city), before);
  const isSaid = Object.keys(draft).length > 0;
  const said = { version: asset.version, ...defined({ note: note.trim() }) };
  const params = { id: asset.id };
  const edit = useEdit(
    asset,
    () =>
      isRight
        ? call(patchAsset, { params, body: { ...said, cover: draft } })
        : call(replaceCover, { params, body: { ...said, removedReason, cover: draft as CoverFacts } }),
    onClose,
  );
  return (
    <FormDialog
      isFilled={isSaid || note.trim() !== ''}
      onClose={onClose}
      width={680}
      title={t(`registry.${act}.title`)}
      okText={t(`registry.${act}.save`)}
      okButtonProps={{ loading: edit.isPending, disabled: !isSaid || Object.keys(faults).length > 0 }}
      onOk={() => edit.mutate(undefined)}
    >
      <RefusedForm error={edit.error} className="edit-form">
        <WhichAsset asset={asset} />
        <p className="quiet">{t(`registry.${act}.means`)}</p>
        {edit.isError && <ProblemNotice error={edit.error} />}
        <CoverInputs
          city={city}
          values={{ ...before, ...draft }}
          changed={isRight ? Object.keys(draft) : []}
          faults={faults}
          onChange={(name, value) => setDraft((now) => write(now, before, name, value))}
        />
        <div className="edit-fields">
          {!isRight && coverOn(asset) && (
            <div className="field">
              <label htmlFor={`${id}-why`}>{t('registry.cover.why')}</label>
              <Select
                id={`${id}-why`}
                aria-label={t('registry.cover.why')}
                value={removedReason}
                options={reasons.map((one) => ({ value: one, label: t(`registry.cover.whys.${one}`) }))}
                onChange={setReason}
              />
            </div>
          )}
          <div className="field">
            <label htmlFor={`${id}-note`}>{t('registry.edit.why')}</label>
            <Input id={`${id}-note`} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
            <RefusalAt field="note" />
          </div>
        </div>
      </RefusedForm>
    </FormDialog>
  );
};
