import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { officialAxes, readSystem } from '#domain/coordinates/systems.ts';

interface Props {
  readonly system: string | null;
  /** null: as the system has it. */
  readonly value: string | null;
  readonly onChange: (axes: string | null) => void;
}

/** Which of a table's two numbers stands under x: the surveyor's X is north, the map's is east. */
export const AxesField = ({ system, value, onChange }: Props) => {
  const { t } = useTranslation();
  const read = system === null ? null : readSystem(system);
  const official = read?.ok ? officialAxes(read.value) : null;
  return (
    <div className="field">
      <span className="field-label">{t('census.axes.label')}</span>
      <Radio.Group
        aria-label={t('census.axes.label')}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
        options={[
          { value: '', label: official ? t('census.axes.official', { axes: t(`census.axes.${official}`) }) : t('census.axes.bySystem') },
          { value: 'east-north', label: t('census.axes.east-north') },
          { value: 'north-east', label: t('census.axes.north-east') },
        ]}
      />
    </div>
  );
};
