import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { RefusalAt } from '../../../staff/refused.tsx';

/** The numbers that were merged into a record, the one that was asked for first. */
export const mergedOf = ({ mergedNumbers, askedFor }: Asset): readonly string[] =>
  [...mergedNumbers].sort((a, b) => Number(b === askedFor) - Number(a === askedFor));

interface Props {
  readonly asset: Asset;
  readonly value: string;
  /** The chosen number came with a census's doubled row: nothing of its own was ever recorded. */
  readonly isRecordless: boolean;
  readonly onChange: (value: string) => void;
}

/** Which of the numbers that became part of a record stands on its own again. */
export const MergeApart = ({ asset, value, isRecordless, onChange }: Props) => {
  const { t } = useTranslation();
  return (
    <fieldset className="field">
      <legend>{t('registry.apart.which')}</legend>
      <Radio.Group
        vertical
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={mergedOf(asset).map((number) => ({ value: number, label: <span className="mono">{formatPlate(number)}</span> }))}
      />
      {isRecordless && <p className="field-hint">{t('registry.apart.none')}</p>}
      <RefusalAt field="version" />
    </fieldset>
  );
};
