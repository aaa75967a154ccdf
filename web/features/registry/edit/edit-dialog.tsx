import { Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsOfFacts } from '#domain/asset-facts.ts';
import { assetFieldNames } from '#domain/contract/asset-fields.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import { call } from '../../../client/call.ts';
import { ProblemError } from '../../../client/problem-error.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { defined } from '../../../staff/defined.ts';
import { FormDialog } from '../../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { RefusalAt, RefusedForm } from '../../../staff/refused.tsx';
import { patchAsset } from '../../../staff/routes.ts';
import { useToday } from '../../../staff/use-today.ts';
import { Conflict } from './conflict.tsx';
import { FactField } from './fact-field.tsx';
import { changesIn, type Draft, fields, recordedOf, write } from './fields.ts';
import { useEdit } from './use-edit.ts';
import { WhichAsset } from './which-asset.tsx';

const sources = ['registrar', 'survey', 'owner'] as const;

/** The fields this person may change; only what differs from the record is sent. */
export const EditDialog = ({ asset, city, onClose }: { asset: Asset; city: City; onClose: () => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [draft, setDraft] = useState<Draft>({});
  const [note, setNote] = useState('');
  const [source, setSource] = useState<(typeof sources)[number]>('registrar');
  const [taken, setTaken] = useState<readonly string[]>([]);
  const id = useId();
  const recorded = recordedOf(asset);
  const wanted = Object.fromEntries(Object.entries(draft).filter(([field]) => !taken.includes(field)));
  const faults = faultsOfFacts(wanted, useToday(city));
  // The version that is on screen: after a refusal the record is loaded anew beneath what was typed.
  const edit = useEdit(
    asset,
    () =>
      call(patchAsset, {
        params: { id: asset.id },
        body: { version: asset.version, ...(asset.mayRegister ? { source } : {}), ...defined({ note: note.trim() }), ...wanted },
      }),
    onClose,
  );
  const problem = edit.error instanceof ProblemError ? edit.error.problem : null;
  const theirs = problem?.code === 'asset-changed' ? changesIn(problem.params) : null;
  const nameOf = (field: string) => assetFieldNames[field]?.[language] ?? field;
  return (
    <FormDialog
      isFilled={Object.keys(draft).length > 0 || note.trim() !== ''}
      onClose={onClose}
      width={720}
      title={t('registry.edit.title')}
      okText={t('registry.edit.save')}
      okButtonProps={{ loading: edit.isPending, disabled: Object.keys(wanted).length === 0 || Object.keys(faults).length > 0 }}
      onOk={() => edit.mutate(undefined)}
    >
      <RefusedForm error={edit.error} className="edit-form">
        <WhichAsset asset={asset} />
        {theirs && (
          <Conflict
            by={String(problem?.params?.[language === 'zh' ? 'byZh' : 'byEn'] ?? '')}
            theirs={theirs}
            draft={draft}
            taken={taken}
            nameOf={nameOf}
            onTake={(field, isTheirs) => setTaken((before) => (isTheirs ? [...before, field] : before.filter((one) => one !== field)))}
          />
        )}
        {edit.isError && !theirs && <ProblemNotice error={edit.error} />}
        <div className="edit-fields">
          {fields
            .filter(({ name }) => asset.mayChange.includes(name))
            .map((field) => (
              <FactField
                key={field.name}
                field={field}
                label={nameOf(field.name)}
                value={field.name in draft ? draft[field.name] : recorded[field.name]}
                city={city}
                isChanged={field.name in draft}
                fault={faults[field.name]}
                onChange={(value) => setDraft((before) => write(before, recorded, field.name, value))}
              />
            ))}
        </div>
        <div className="edit-fields">
          {asset.mayRegister && (
            <div className="field">
              <label htmlFor={`${id}-source`}>{t('registry.edit.source')}</label>
              <Select
                id={`${id}-source`}
                aria-label={t('registry.edit.source')}
                value={source}
                options={sources.map((value) => ({ value, label: t(`registry.edit.sources.${value}`) }))}
                onChange={setSource}
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
