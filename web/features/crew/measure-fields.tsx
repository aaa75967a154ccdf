import { useTranslation } from 'react-i18next';
import { everyMeasure } from '#domain/measured.ts';
import { Field } from '../../ui/field.tsx';
import { boundsOf, readMeasure, type Typed } from './measured-in.ts';

interface Props {
  readonly typed: Typed;
  readonly wasTried: boolean;
  readonly onType: (part: Typed) => void;
}

/** What can be measured on site, each in its unit; none has to be. */
export const MeasureFields = ({ typed, wasTried, onType }: Props) => {
  const { t } = useTranslation();
  const isWrong = (name: keyof Typed) => Boolean(typed[name]?.trim()) && readMeasure(name, typed[name] ?? '') === null;
  return (
    <details>
      <summary>{t('crew.form.measure')}</summary>
      {everyMeasure.map((name) => (
        <Field
          key={name}
          label={t(`crew.measure.${name}`)}
          inputMode={boundsOf[name].least < 0 ? 'text' : boundsOf[name].isWhole ? 'numeric' : 'decimal'}
          maxLength={9}
          value={typed[name] ?? ''}
          error={wasTried && isWrong(name) ? t('crew.measure.wrong', { least: boundsOf[name].least, most: boundsOf[name].most }) : undefined}
          onChange={(event) => onType({ [name]: event.target.value })}
        />
      ))}
    </details>
  );
};
