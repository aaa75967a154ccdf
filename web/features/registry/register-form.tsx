import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { faultsOfFacts } from '#domain/asset-facts.ts';
import type { createAsset as Contract, CoverFacts } from '#domain/contract/asset-edits.ts';
import { assetFieldNames } from '#domain/contract/asset-fields.ts';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { followAssetChange } from '../../staff/assets.ts';
import { defined } from '../../staff/defined.ts';
import { useBackAsked, useLeaving } from '../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusalAt, RefusedForm } from '../../staff/refused.tsx';
import { createAsset } from '../../staff/routes.ts';
import { useToday } from '../../staff/use-today.ts';
import { CoverInputs } from './edit/cover-inputs.tsx';
import { FactField } from './edit/fact-field.tsx';
import { type Draft, fields, write } from './edit/fields.ts';
import './registry.css';

type Body = Static<(typeof Contract)['body']>;

const first = ['classCode', 'locationKind', 'address', 'ownerId', 'maintainerId', 'status'];
const further = [
  'authorityId',
  'sourceNumber',
  'depthM',
  'yearBuilt',
  'hasAntiFallNet',
  'floodProne',
  'howMeasured',
  'positionAccuracyM',
  'lastVerifiedOn',
  'remark',
];

const begun: Draft = { locationKind: 'carriageway', status: 'intact' };

interface Props {
  readonly city: City;
  /** Where it lies: tapped on the map beside, or typed. */
  readonly at: Point | null;
  readonly onAt: (at: Point) => void;
  readonly onShowMap: () => void;
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
}

const useRegister = (onDone: (id: string) => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => call(createAsset, { body }),
    onSuccess: (asset) => {
      queries.setQueryData(['asset', asset.id], asset);
      void followAssetChange(queries);
      onDone(asset.id);
    },
  });
};

/** One asset by hand: its place by a tap or by numbers, what it is, whose, its cover. Its number is minted, or adopted when it bears one. */
export const RegisterForm = ({ city, at, onAt, onShowMap, onClose, onDone }: Props) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const id = useId();
  const [draft, setDraft] = useState<Draft>(begun);
  const [number, setNumber] = useState('');
  const [hasCover, setHasCover] = useState(true);
  const [cover, setCover] = useState<Draft>({});
  const register = useRegister(onDone);
  const isWell = city.assetClasses.some(({ code, isWell: is }) => is && code === draft['classCode']);
  const today = useToday(city);
  const [faults, coverFaults] = [faultsOfFacts(draft, today), hasCover && isWell ? faultsOfFacts(cover, today) : {}];
  const isKnown = Object.keys(cover).length > 0;
  const isWhole = at !== null && draft['classCode'] !== undefined;
  const isFaulty = Object.keys({ ...faults, ...coverFaults }).length > 0;
  const isFilled = draft !== begun || isKnown || number.trim() !== '';
  const leave = useLeaving(isFilled, onClose);
  useBackAsked(isFilled);
  const inputs = (names: readonly string[]) => (
    <div className="edit-fields">
      {names
        .flatMap((name) => fields.find((one) => one.name === name) ?? [])
        .map((field) => (
          <FactField
            key={field.name}
            field={field}
            label={assetFieldNames[field.name]?.[language] ?? field.name}
            value={draft[field.name] ?? null}
            city={city}
            fault={faults[field.name]}
            onChange={(value) => setDraft((before) => ({ ...before, [field.name]: value ?? undefined }))}
          />
        ))}
    </div>
  );
  const send = () => {
    if (at === null) return;
    const said = { ...draft, position: at, ...defined({ number: number.trim() }), ...(isWell && hasCover && isKnown ? { cover: cover as CoverFacts } : {}) };
    register.mutate(defined(said) as Body);
  };
  const degrees = (part: 'lon' | 'lat') => (
    <InputNumber
      aria-label={t(`registry.edit.${part}`)}
      placeholder={t(`registry.edit.${part}`)}
      step={0.000001}
      value={at?.[part] ?? null}
      onChange={(value) => value !== null && onAt({ lon: at?.lon ?? city.centre.lon, lat: at?.lat ?? city.centre.lat, [part]: value })}
    />
  );
  return (
    <form
      className="register-form"
      aria-label={t('registry.register.title')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Button type="text" icon={<ArrowLeftOutlined />} onClick={leave}>
        {t('registry.back')}
      </Button>
      <h1>{t('registry.register.title')}</h1>
      <RefusedForm error={register.error}>
        <div className="field">
          <span className="field-label">{t('registry.position')}</span>
          <div className="edit-point">
            {degrees('lon')}
            {degrees('lat')}
            <Button className="register-map" onClick={onShowMap}>
              {t('registry.edit.onMap')}
            </Button>
          </div>
          <p className="field-hint">{t(at ? 'registry.register.placed' : 'registry.register.tap')}</p>
          <RefusalAt field="position" />
        </div>
        {inputs(first)}
        {isWell && (
          <section className="life-part">
            <h2>{t('registry.section.cover')}</h2>
            <Checkbox checked={hasCover} onChange={(event) => setHasCover(event.target.checked)}>
              {t('registry.register.hasCover')}
            </Checkbox>
            {hasCover && <p className="field-hint">{t('registry.cover.asKnown')}</p>}
            {hasCover && (
              <CoverInputs city={city} values={cover} faults={coverFaults} onChange={(name, value) => setCover((before) => write(before, {}, name, value))} />
            )}
          </section>
        )}
        <details className="life-part">
          <summary>{t('registry.register.more')}</summary>
          {inputs(further)}
          <div className="field">
            <label htmlFor={`${id}-number`}>{t('registry.register.number')}</label>
            <Input id={`${id}-number`} className="mono" maxLength={40} value={number} onChange={(event) => setNumber(event.target.value)} />
            <p className="field-hint">{t('registry.register.numberHint')}</p>
            <RefusalAt field="number" />
          </div>
        </details>
        {register.isError && <ProblemNotice error={register.error} />}
      </RefusedForm>
      <Button type="primary" htmlType="submit" size="large" block disabled={!isWhole || isFaulty} loading={register.isPending}>
        {t('registry.register.do')}
      </Button>
      {!isWhole && <p className="field-hint">{t('registry.register.lacking')}</p>}
    </form>
  );
};
