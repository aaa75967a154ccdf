import { Input, InputNumber, type InputProps, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { UnitSelect } from '../../../staff/unit-select.tsx';
import { useToday } from '../../../staff/use-today.ts';
import type { Field } from './fields.ts';
import { PointInput } from './point-input.tsx';

interface Props {
  readonly field: Field;
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  readonly city: City;
  /** Of the words that say what is wrong with it. */
  readonly faultId?: string | undefined;
  readonly onChange: (value: unknown) => void;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const yesNo: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** One of a few: a class, yes or no, a word. */
const ChoiceInput = ({ field, id, label, value, city, onChange }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const options =
    field.kind === 'class'
      ? city.assetClasses.map((one) => ({ value: one.code, label: named(one.name) }))
      : field.kind === 'yesNo'
        ? ['yes', 'no'].map((one) => ({ value: one, label: t(`registry.edit.${one}`) }))
        : (field.values ?? []).filter((one) => one !== 'removed' || one === value).map((one) => ({ value: one, label: t(`${field.words}.${one}`) }));
  const chosen = typeof value === 'boolean' ? (value ? 'yes' : 'no') : textOf(value) || null;
  return (
    <Select
      id={id}
      aria-label={label}
      className="edit-wide"
      allowClear={field.canBeEmpty ?? false}
      showSearch={{ optionFilterProp: 'label' }}
      value={chosen}
      options={options}
      onChange={(next: string | null) => onChange(field.kind === 'yesNo' ? (next ? yesNo[next] : null) : (next ?? null))}
    />
  );
};

/** A day that has come: no later one is offered. */
const DayInput = ({ city, ...rest }: { city: City } & InputProps) => <Input type="date" max={useToday(city)} {...rest} />;

/** The input that a field asks for. */
export const FieldInput = (props: Props) => {
  const { field, id, label, value, faultId, onChange } = props;
  const wrong = faultId === undefined ? {} : { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': faultId };
  const orNull = (text: string) => onChange(text === '' ? null : text);
  if (field.kind === 'point') return <PointInput id={id} label={label} value={value as Point} city={props.city} onChange={onChange} />;
  if (field.kind === 'unit') return <UnitSelect id={id} label={label} value={textOf(value) || undefined} onChange={(unit) => onChange(unit ?? null)} />;
  if (field.kind === 'number')
    return (
      <InputNumber
        id={id}
        className="edit-wide"
        value={numberOf(value)}
        suffix={field.unit}
        {...wrong}
        onChange={(next) => (next === null && !field.canBeEmpty ? undefined : onChange(next))}
      />
    );
  if (field.kind === 'date') return <DayInput id={id} city={props.city} value={textOf(value)} onChange={(event) => orNull(event.target.value)} {...wrong} />;
  if (field.kind === 'long')
    return (
      <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} value={textOf(value)} onChange={(event) => orNull(event.target.value)} />
    );
  if (field.kind === 'text') return <Input id={id} maxLength={200} value={textOf(value)} onChange={(event) => orNull(event.target.value)} />;
  return <ChoiceInput {...props} />;
};
