import { CloseOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { decideStatus } from '#domain/asset-edit.ts';
import { formatPlate } from '#domain/asset-id.ts';
import type { Asset, AssetRow } from '#domain/contract/assets.ts';
import { call } from '../../client/call.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { assetStatuses, followAssetChange, useAsset } from '../../staff/assets.ts';
import { defined } from '../../staff/defined.ts';
import { NotRenewed, ProblemNotice } from '../../staff/problem-notice.tsx';
import { patchAsset } from '../../staff/routes.ts';
import { StatusTag } from '../../staff/tags.tsx';
import { PlaceWords } from '../../ui/place-words.tsx';

const useChange = (asset: Asset, onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ status, note }: { status: AssetRow['status']; note: string }) =>
      call(patchAsset, { params: { id: asset.id }, body: { version: asset.version, status, ...defined({ note: note.trim() }) } }),
    onSuccess: (next) => {
      queries.setQueryData(['asset', asset.id], next);
      void followAssetChange(queries);
      onDone();
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['asset', asset.id] }),
  });
};

const ChangeForm = ({ asset }: { asset: Asset }) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  // What nobody chose follows what is recorded, also where another changed it meanwhile.
  const [chosen, setChosen] = useState<AssetRow['status'] | null>(null);
  const status = chosen ?? asset.status;
  const [note, setNote] = useState('');
  useAsked(note.trim() !== '');
  const save = useChange(asset, () => {
    setNote('');
    setChosen(null);
    message.success(t('unit.wells.saved'));
  });
  const isStale = save.error instanceof ProblemError && save.error.problem.code === 'asset-changed';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ status, note });
      }}
    >
      <fieldset className="status-choice">
        <legend>{t('unit.wells.change')}</legend>
        <Radio.Group
          value={status}
          onChange={(event) => setChosen(event.target.value)}
          options={assetStatuses.filter((value) => decideStatus(asset.status, value).ok).map((value) => ({ value, label: t(`staff.status.${value}`) }))}
        />
      </fieldset>
      <div className="field">
        <label htmlFor="well-note">{t('unit.wells.note')}</label>
        <Input.TextArea id="well-note" autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      {isStale ? <Alert type="warning" showIcon role="alert" title={t('unit.wells.stale')} /> : save.isError && <ProblemNotice error={save.error} />}
      <Button type="primary" htmlType="submit" loading={save.isPending} disabled={status === asset.status}>
        {t('unit.wells.save')}
      </Button>
      {status === asset.status && <p className="field-hint">{t('unit.wells.same')}</p>}
    </form>
  );
};

/** One well: what it is and where, its status now, and the form that changes it if it is one's own. */
export const WellStatus = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const well = useAsset(id);
  if (well.isPending) return <Skeleton active className="asset-pad" />;
  const again = () => void well.refetch();
  if (!well.data)
    return (
      <div className="asset-pad">
        <ProblemNotice error={well.error} title={t('staff.problem.load')} onRetry={again} />
      </div>
    );
  const asset = well.data;
  return (
    <article className="well-status">
      {well.isError && <NotRenewed error={well.error} since={well.dataUpdatedAt} onRetry={again} />}
      <div className="queue-title">
        <h2>{named(asset.className)}</h2>
        <StatusTag status={asset.status} />
        <Button type="text" icon={<CloseOutlined />} aria-label={t('staff.close')} onClick={onClose} />
      </div>
      <p className="mono">{formatPlate(asset.id)}</p>
      <p>
        <PlaceWords {...asset} />
      </p>
      <p>
        <Link href={`/registry/${asset.id}`}>{t('unit.wells.life')}</Link>
      </p>
      {asset.canChangeStatus ? <ChangeForm asset={asset} /> : <p className="order-quiet">{t('unit.wells.notYours')}</p>}
    </article>
  );
};
