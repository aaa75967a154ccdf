import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Grade } from '#domain/contract/terms.ts';
import type { Grades } from '#domain/order-conditions.ts';
import { RefusalAt } from '../../staff/refused.tsx';

const sides = ['speed', 'manner', 'outcome'] as const;
const grades: readonly Grade[] = ['satisfied', 'mostly', 'fair', 'unsatisfied'];

interface Props {
  readonly value: Partial<Grades>;
  readonly onChange: (value: Partial<Grades>) => void;
}

/** What the caller says of speed, manner and outcome, each apart. */
export const GradesField = ({ value, onChange }: Props) => {
  const { t } = useTranslation();
  const missing = sides.find((side) => value[side] === undefined) ?? sides[0];
  return (
    <>
      {sides.map((side) => (
        <fieldset key={side} className="field grades">
          <legend>{t(`orders.grade.${side}`)}</legend>
          <Radio.Group
            value={value[side] ?? null}
            options={grades.map((grade) => ({ value: grade, label: t(`orders.grade.${grade}`) }))}
            onChange={(event) => onChange({ ...value, [side]: event.target.value as Grade })}
          />
          {side === missing && <RefusalAt field="grades" />}
        </fieldset>
      ))}
    </>
  );
};
