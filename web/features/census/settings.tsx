import { Button, Popconfirm, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Import } from '#domain/contract/imports.ts';
import { readSystem } from '#domain/coordinates/systems.ts';
import { call } from '../../client/call.ts';
import { dropTabDraft } from '../../client/tab-drafts.ts';
import { useTabDraft } from '../../client/use-tab-draft.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { cancelImport } from '../../staff/registry-routes.ts';
import { SystemField } from '../../staff/system-field.tsx';
import { AxesField } from './axes-field.tsx';
import { Columns } from './columns.tsx';
import { Memory } from './memory.tsx';
import { useStep } from './queries.ts';
import { Rules } from './rules.tsx';
import { useSayAndCheck } from './stopped.tsx';

const isTable = (one: Import) => one.format === 'csv' || one.format === 'xlsx';

/** What cannot be left open: a table's two numbers, a class, a coordinate system. */
const lackingIn = (one: Import, mapping: Import['mapping'], classCode: string | null, system: string | null): string[] => {
  const mapped = Object.values(mapping);
  const has = (...keys: string[]) => keys.some((key) => mapped.includes(key));
  return [
    ...(isTable(one) && !has('x') ? ['x'] : []),
    ...(isTable(one) && !has('y') ? ['y'] : []),
    ...(classCode === null && !has('classCode', 'className', 'number', 'plate') ? ['className'] : []),
    ...(system === null ? ['system'] : []),
  ];
};

interface Said extends Pick<Import, 'mapping' | 'system' | 'classCode' | 'rules'> {
  readonly axes: string | null;
}

const saidOf = ({ mapping, system, axes, classCode, rules }: Import): Said => ({ mapping, system, axes, classCode, rules });

/** What the file's columns, coordinates and twins mean; said once, remembered with its source; then it is checked. */
export const Settings = ({ one, city }: { one: Import; city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const id = useId();
  const [stands] = useState<Said>(() => saidOf(one));
  // Forty columns are not said twice: what was not sent outlives the page, as long as the file stands as it stood then.
  const name = `import-${one.id}-${one.system}-${one.axes}-${one.memory?.updatedAt}`;
  const { draft, change, put } = useTabDraft(name, stands);
  const { mapping, system, axes, classCode, rules } = draft;
  const check = useSayAndCheck(one.id);
  const drop = useStep<void>(one.id, () => call(cancelImport, { params: { id: one.id } }));
  const lacking = lackingIn(one, mapping, classCode, system);
  const isReadable = system !== null && readSystem(system).ok;
  const send = () => {
    dropTabDraft(name);
    check.mutate(
      {
        mapping,
        ...(system ? { system } : {}),
        ...(axes === 'east-north' || axes === 'north-east' ? { axes } : {}),
        classCode,
        rules,
      },
      { onError: () => put(draft) },
    );
  };
  const isChecked = one.state === 'checked' || one.state === 'cancelled';
  return (
    <details className="census-card census-settings" open={!isChecked}>
      <summary>
        <h2>{t('census.settings.title')}</h2>
      </summary>
      <div className="settings-parts">
        <section>
          <h3>{t('census.settings.columns')}</h3>
          <Memory one={one} />
          <Columns one={one} mapping={mapping} onChange={(next) => change({ mapping: next })} />
        </section>
        <section>
          <h3>{t('census.settings.coordinates')}</h3>
          <SystemField label={t('census.new.system')} value={system} onChange={(next) => change({ system: next })} />
          {isTable(one) && <AxesField system={system} value={axes} onChange={(next) => change({ axes: next })} />}
          <h3>{t('census.settings.class')}</h3>
          <div className="field">
            <label htmlFor={`${id}-class`}>{t('census.new.class')}</label>
            <Select
              id={`${id}-class`}
              aria-label={t('census.new.class')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('census.new.classEach')}
              value={classCode}
              options={city.assetClasses.map((each) => ({ value: each.code, label: `${each.code} ${named(each.name)}` }))}
              onChange={(next: string | null | undefined) => change({ classCode: next ?? null })}
            />
          </div>
          <Rules rules={rules} onChange={(next) => change({ rules: next })} />
        </section>
      </div>
      {check.isError && <ProblemNotice error={check.error} />}
      {lacking.length > 0 && (
        <p className="settings-lacking" role="status">
          {t('census.settings.lacking', {
            what: lacking.map((key) => (key === 'system' ? t('census.new.system') : t(`census.field.${key}`))).join(t('census.and')),
          })}
        </p>
      )}
      <div className="census-acts">
        <Button type="primary" disabled={lacking.length > 0 || !isReadable} loading={check.isPending} onClick={send}>
          {t(one.checkedAt === null ? 'census.settings.check' : 'census.settings.checkAgain')}
        </Button>
        {one.state !== 'cancelled' && (
          <Popconfirm title={t('census.settings.dropSure')} okText={t('census.settings.drop')} cancelText={t('staff.back')} onConfirm={() => drop.mutate()}>
            <Button loading={drop.isPending}>{t('census.settings.drop')}</Button>
          </Popconfirm>
        )}
        <span className="quiet">{t('census.settings.untouched')}</span>
      </div>
      {drop.isError && <ProblemNotice error={drop.error} />}
    </details>
  );
};
