import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Rejection } from '#domain/rejection.ts';
import { coverFields, coverWords } from './cover-fields.ts';
import { FactField } from './fact-field.tsx';
import type { Draft } from './fields.ts';

interface Props {
  readonly city: City;
  readonly values: Draft;
  /** Those that differ from the record stand out. */
  readonly changed?: readonly string[];
  readonly faults: Readonly<Record<string, Rejection>>;
  readonly onChange: (name: string, value: unknown) => void;
}

/** All the facts of one cover; the shorter side is asked of a rectangular one alone. */
export const CoverInputs = ({ city, values, changed = [], faults, onChange }: Props) => {
  const { t } = useTranslation();
  return (
    <div className="edit-fields">
      {coverFields
        .filter(({ name }) => name !== 'widthMm' || values['shape'] === 'rectangular')
        .map((field) => (
          <FactField
            key={field.name}
            field={field}
            label={t(`${coverWords}.${field.name}`)}
            path={`cover/${field.name}`}
            value={values[field.name] ?? null}
            city={city}
            isChanged={changed.includes(field.name)}
            fault={faults[field.name]}
            onChange={(value) => onChange(field.name, value)}
          />
        ))}
    </div>
  );
};
