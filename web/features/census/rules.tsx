import { InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Import } from '#domain/contract/imports.ts';

type Given = Import['rules'];
const answers = ['ask', 'merge', 'keep'] as const;
const asked = ['nearRegistered', 'nearInFile', 'sourceNumberInFile'] as const;

/** When two may be one well, and what is done about it without a person. */
export const Rules = ({ rules, onChange }: { rules: Given; onChange: (rules: Given) => void }) => {
  const { t } = useTranslation();
  const id = useId();
  return (
    <details className="census-rules">
      <summary>{t('census.rules.title')}</summary>
      <div className="field">
        <label htmlFor={`${id}-within`}>{t('census.rules.withinM')}</label>
        <InputNumber
          id={`${id}-within`}
          min={0}
          max={20}
          step={0.1}
          value={rules.withinM}
          onChange={(withinM) => withinM !== null && onChange({ ...rules, withinM })}
        />
      </div>
      {asked.map((name) => (
        <div key={name} className="field">
          <label htmlFor={`${id}-${name}`}>{t(`census.rules.${name}`)}</label>
          <Select
            id={`${id}-${name}`}
            aria-label={t(`census.rules.${name}`)}
            value={rules[name]}
            options={answers.map((value) => ({ value, label: t(`census.rules.answer.${value}`) }))}
            onChange={(next) => onChange({ ...rules, [name]: next })}
          />
        </div>
      ))}
    </details>
  );
};
