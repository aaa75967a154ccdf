import { InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { AutoComplete, Button, Input, Progress, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Import } from '#domain/contract/imports.ts';
import { readSystem } from '#domain/coordinates/systems.ts';
import { sendForm } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { createImport } from '../../staff/registry-routes.ts';
import { SystemField, useSystemName } from '../../staff/system-field.tsx';
import { useFilters } from '../../staff/use-filters.ts';
import { AxesField } from './axes-field.tsx';
import { useFileSize } from './file-size.ts';
import { useSources } from './queries.ts';
import { useScopeName } from './scope-name.ts';

const kinds = '.csv,.txt,.tsv,.xlsx,.xlsm,.geojson,.json,.geojsonl,.ndjson,.zip,.gpkg';

interface Said {
  readonly source: string;
  readonly system: string | null;
  readonly axes: string | null;
  readonly encoding: string | null;
  readonly layer: string;
  readonly classCode: string | null;
}

/** Sends the file with what was said before it; tells how much has gone; can be stopped. */
const useUpload = () => {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);
  const upload = async (file: File, said: Said) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(said)) if (value) form.set(name, value);
    form.set('file', file, file.name);
    stop.current = new AbortController();
    setError(null);
    setSent(0);
    try {
      const entered = (await sendForm(createImport, form, setSent, stop.current.signal)) as Import;
      queries.setQueryData(['import', entered.id], entered);
      void queries.invalidateQueries({ queryKey: ['imports'] });
      navigate(`/registry/imports/${entered.id}`);
    } catch (why) {
      setSent(null);
      if (!stop.current.signal.aborted) setError(why);
    }
  };
  return { sent, error, upload, stop: () => stop.current?.abort() };
};

/** The input itself lies over its words and takes what is dropped on it, as browsers do. */
const DropZone = ({ file, onFile }: { file: File | null; onFile: (file: File) => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const size = useFileSize()(file?.size ?? 0);
  return (
    <div className="drop-zone">
      <label htmlFor={id}>
        <InboxOutlined aria-hidden="true" />
        <strong>{file ? file.name : t('census.new.drop')}</strong>
        <span>{file ? t('census.new.another', { size }) : t('census.new.kinds')}</span>
      </label>
      <input
        id={id}
        type="file"
        accept={kinds}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) onFile(chosen);
        }}
      />
    </div>
  );
};

/** A census file to take in: which, whose, and in what coordinates. */
export const NewFile = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const [get] = useFilters();
  const id = useId();
  const sources = useSources().data?.items ?? [];
  const nameOf = useSystemName();
  const scopeName = useScopeName();
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState<Said>({ source: get('source') ?? '', system: null, axes: null, encoding: null, layer: '', classCode: null });
  const { sent, error, upload, stop } = useUpload();
  const set = (part: Partial<Said>) => setSaid((before) => ({ ...before, ...part }));
  const known = sources.find(({ name }) => name === said.source.trim());
  const remembered =
    known &&
    (known.coordinates
      ? t('census.new.remembered', {
          whose: scopeName(known.scope),
          system: nameOf(known.coordinates.system),
          axes: t(`census.axes.${known.coordinates.axes}`),
        })
      : t('census.new.rememberedUnplaced', { whose: scopeName(known.scope) }));
  const isWhole = file !== null && said.source.trim() !== '' && (said.system === null || readSystem(said.system).ok);
  return (
    <form
      className="census-card"
      aria-label={t('census.new.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (file && isWhole) void upload(file, { ...said, source: said.source.trim(), layer: said.layer.trim() });
      }}
    >
      <h2>{t('census.new.title')}</h2>
      <DropZone file={file} onFile={setFile} />
      <div className="field">
        <label htmlFor={`${id}-source`}>{t('census.new.source')}</label>
        <AutoComplete
          id={`${id}-source`}
          value={said.source}
          maxLength={80}
          options={sources.filter(({ name }) => name.includes(said.source.trim())).map(({ name }) => ({ value: name }))}
          placeholder={t('census.new.sourceExample')}
          onChange={(source: string) => set({ source })}
        />
        <p className="field-hint">{remembered ?? t('census.new.sourceHint')}</p>
      </div>
      <SystemField
        label={t('census.new.system')}
        value={said.system}
        unsaid={t(known?.coordinates ? 'census.new.asRemembered' : 'census.new.asFile')}
        onChange={(system) => set({ system })}
      />
      <details>
        <summary>{t('census.new.more')}</summary>
        <AxesField system={said.system} value={said.axes} onChange={(axes) => set({ axes })} />
        <div className="census-pair">
          <div className="field">
            <label htmlFor={`${id}-encoding`}>{t('census.new.encoding')}</label>
            <Select
              id={`${id}-encoding`}
              aria-label={t('census.new.encoding')}
              value={said.encoding ?? ''}
              options={[
                { value: '', label: t('census.new.encodingSeen') },
                { value: 'utf-8', label: 'UTF-8' },
                { value: 'gb18030', label: 'GB18030 / GBK' },
              ]}
              onChange={(encoding) => set({ encoding: encoding || null })}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}-layer`}>{t('census.new.layer')}</label>
            <Input
              id={`${id}-layer`}
              maxLength={120}
              placeholder={t('census.new.layerFirst')}
              value={said.layer}
              onChange={(event) => set({ layer: event.target.value })}
            />
          </div>
        </div>
        <div className="field">
          <label htmlFor={`${id}-class`}>{t('census.new.class')}</label>
          <Select
            id={`${id}-class`}
            aria-label={t('census.new.class')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('census.new.classEach')}
            value={said.classCode}
            options={city.assetClasses.map((one) => ({ value: one.code, label: `${one.code} ${named(one.name)}` }))}
            onChange={(classCode: string | undefined) => set({ classCode: classCode ?? null })}
          />
        </div>
      </details>
      {error !== null && <ProblemNotice error={error} />}
      {sent === null ? (
        <Button type="primary" htmlType="submit" size="large" block disabled={!isWhole}>
          {t('census.new.upload')}
        </Button>
      ) : (
        <div role="status" className="census-sending">
          <span>{t(sent < 1 ? 'census.new.sending' : 'census.new.looking')}</span>
          <Progress aria-label={t('census.new.sending')} percent={Math.floor(sent * 100)} />
          <Button onClick={stop}>{t('staff.cancel')}</Button>
        </div>
      )}
    </form>
  );
};
