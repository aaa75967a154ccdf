import { Alert, Button, Input, Progress, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decideStatus } from '#domain/asset-edit.ts';
import { formatPlate, isAssetId } from '#domain/asset-id.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { assetStatuses } from '../../staff/assets.ts';
import { FormDialog } from '../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { type Outcome, useSetStatuses } from './use-set-statuses.ts';

const mostTold = 20;
/** What is taken out of the street is retired by whoever registers, well by well. */
const statuses = assetStatuses.filter((value) => decideStatus('intact', value).ok);

const Result = ({ outcomes, all }: { outcomes: readonly Outcome[]; all: number }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const failed = outcomes.filter(({ error }) => error !== null);
  return (
    <>
      <Progress percent={Math.round((outcomes.length / all) * 100)} status={failed.length > 0 ? 'normal' : 'success'} />
      <Alert
        role="status"
        type={failed.length > 0 ? 'warning' : 'success'}
        title={t('unit.many.done', { done: outcomes.length - failed.length, all, failed: failed.length })}
      />
      <ul className="plain-list many-failures">
        {failed.slice(0, mostTold).map(({ id, error }) => (
          <li key={id}>
            <span className="mono">{isAssetId(id) ? formatPlate(id) : id}</span>
            <p className="field-error">{wordProblem(error, language)}</p>
          </li>
        ))}
      </ul>
    </>
  );
};

/** What the chosen wells are from now on; each that is not one's own, or gone, says so, and the others go on. */
export const ManyWellsDialog = ({ ids, onClose }: { ids: readonly string[]; onClose: (hasRun: boolean) => void }) => {
  const { t } = useTranslation();
  const [status, setStatus] = useState<AssetStatus | null>(null);
  const [note, setNote] = useState('');
  const { outcomes, isBusy, error, run, stop } = useSetStatuses();
  const hasRun = outcomes.length > 0;
  const shut = () => (isBusy ? stop() : onClose(hasRun));
  const buttons = [
    <Button key="shut" onClick={shut}>
      {t(isBusy ? 'unit.many.stop' : hasRun ? 'staff.close' : 'staff.cancel')}
    </Button>,
    ...(hasRun && !isBusy
      ? []
      : [
          <Button key="run" type="primary" disabled={status === null} loading={isBusy} onClick={() => status && void run(ids, status, note)}>
            {t('unit.many.run')}
          </Button>,
        ]),
  ];
  return (
    <FormDialog title={t('unit.many.title', { count: ids.length })} isFilled={!hasRun && note.trim() !== ''} onClose={shut} footer={buttons}>
      {error !== null && <ProblemNotice error={error} />}
      {hasRun ? (
        <Result outcomes={outcomes} all={ids.length} />
      ) : (
        <>
          <fieldset className="status-choice">
            <legend>{t('unit.wells.change')}</legend>
            <Radio.Group
              value={status}
              onChange={(event) => setStatus(event.target.value)}
              options={statuses.map((value) => ({ value, label: t(`staff.status.${value}`) }))}
            />
          </fieldset>
          <div className="field">
            <label htmlFor="many-note">{t('unit.wells.note')}</label>
            <Input.TextArea
              id="many-note"
              autoSize={{ minRows: 2, maxRows: 5 }}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </div>
        </>
      )}
    </FormDialog>
  );
};
