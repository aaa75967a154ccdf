import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ChangeEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../client/use-format.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { mostWells } from './plates-in.ts';

interface Props {
  readonly isOn: boolean;
  readonly count: number;
  readonly error: unknown;
  /** A file was chosen in which no number stands. */
  readonly isFileEmpty: boolean;
  readonly onOn: (isOn: boolean) => void;
  readonly onFile: (file: File) => void;
  readonly onAct: () => void;
}

/** Many wells at once: an outline on the map, or a file in which their numbers stand. */
export const ManyWells = ({ isOn, count, error, isFileEmpty, onOn, onFile, onAct }: Props) => {
  const { t } = useTranslation();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) onFile(file);
    target.value = '';
  };
  return (
    <div className="desk-tools" role="toolbar" aria-label={t('unit.many.tools')}>
      <Button size="small" aria-pressed={isOn} type={isOn ? 'primary' : 'default'} onClick={() => onOn(!isOn)}>
        {t('unit.many.select')}
      </Button>
      {isOn && (
        <>
          <Button size="small" icon={<UploadOutlined />} onClick={() => input.current?.click()}>
            {t('unit.many.file')}
          </Button>
          <input ref={input} type="file" accept=".csv,.txt,.tsv,text/*" hidden onChange={chosen} data-testid="plates-file" />
          <Button size="small" disabled={count === 0} onClick={onAct}>
            {t('unit.many.open', { count })}
          </Button>
          <p className="field-hint" role="status">
            {count === 0 ? t('unit.many.hint', { count: mostWells, shown: format.number(mostWells) }) : t('unit.many.chosen', { count })}
          </p>
          {isFileEmpty && (
            <p className="field-error" role="alert">
              {t('unit.many.none')}
            </p>
          )}
          {error !== null && <ProblemNotice error={error} />}
        </>
      )}
    </div>
  );
};
