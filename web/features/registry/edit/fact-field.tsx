import { useId } from 'react';
import type { City } from '#domain/contract/city.ts';
import { wordError } from '#domain/contract/errors.ts';
import type { Rejection } from '#domain/rejection.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalAt } from '../../../staff/refused.tsx';
import { FieldInput } from './field-input.tsx';
import type { Field } from './fields.ts';

interface Props {
  readonly field: Field;
  readonly label: string;
  /** As the API names it, where that is not its own name. */
  readonly path?: string;
  readonly value: unknown;
  readonly city: City;
  /** It differs from the record, and stands out. */
  readonly isChanged?: boolean;
  /** Why it cannot be sent so. */
  readonly fault?: Rejection | undefined;
  readonly onChange: (value: unknown) => void;
}

/** One field of an asset or of a cover with its name, its input, and what is wrong with it before it is sent, or was refused of it. */
export const FactField = ({ field, label, path = field.name, value, city, isChanged = false, fault, onChange }: Props) => {
  const { language } = useLanguage();
  const id = useId();
  return (
    <div className={`field field-${field.kind}${isChanged ? ' edit-changed' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <FieldInput field={field} id={id} label={label} value={value} city={city} faultId={fault && `${id}-fault`} onChange={onChange} />
      {fault && (
        <p id={`${id}-fault`} className="field-error" role="alert">
          {wordError(fault.code, language, fault.params)}
        </p>
      )}
      <RefusalAt field={path} />
    </div>
  );
};
