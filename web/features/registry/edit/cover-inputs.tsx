import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { coverFields, coverWords } from './cover-fields.ts';
import { FieldInput } from './field-input.tsx';
import type { Draft } from './fields.ts';

interface Props {
  readonly city: City;
  readonly values: Draft;
  /** Those that differ from the record stand out. */
  readonly changed?: readonly string[];
  readonly onChange: (name: string, value: unknown) => void;
}

/** All the facts of one cover; the shorter side is asked of a rectangular one alone. */
export const CoverInputs = ({ city, values, changed = [], onChange }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="edit-fields">
      {coverFields
        .filter(({ name }) => name !== 'widthMm' || values['shape'] === 'rectangular')
        .map((field) => {
          const label = t(`${coverWords}.${field.name}`);
          return (
            <div key={field.name} className={`field${changed.includes(field.name) ? ' edit-changed' : ''}`}>
              <label htmlFor={`${id}-${field.name}`}>{label}</label>
              <FieldInput
                field={field}
                id={`${id}-${field.name}`}
                label={label}
                value={values[field.name] ?? null}
                city={city}
                onChange={(value) => onChange(field.name, value)}
              />
            </div>
          );
        })}
    </div>
  );
};
