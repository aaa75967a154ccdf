import { Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { call } from '../../../client/call.ts';
import { mergeAsset, retireAsset, splitAsset } from '../../../client/routes.ts';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { useEdit } from './use-edit.ts';

export type RecordAct = 'merge' | 'split' | 'retire';
type Gone = 'abandoned' | 'removed';

interface Props {
  readonly asset: Asset;
  readonly act: RecordAct;
  readonly onClose: () => void;
  readonly onDone: (next: Asset) => void;
}

interface Said {
  readonly into: string;
  readonly status: Gone;
  readonly note: string;
}

const send = (asset: Asset, act: RecordAct, { into, status, note }: Said): Promise<Asset> => {
  const [params, said] = [{ id: asset.id }, { version: asset.version, note: note.trim() }];
  if (act === 'merge') return call(mergeAsset, { params, body: { ...said, into: into.trim() } });
  if (act === 'retire') return call(retireAsset, { params, body: { ...said, status } });
  // The other well is laid where this one stands; the registrar moves it from there.
  return call(splitAsset, { params, body: { ...said, position: asset.position } });
};

/** Merge, split or retire: what will happen in words, the reason, then the deed. */
export const RecordDialog = ({ asset, act, onClose, onDone }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const [said, setSaid] = useState<Said>({ into: '', status: 'abandoned', note: '' });
  const edit = useEdit(asset, () => send(asset, act, said), onDone);
  const isWhole = said.note.trim() !== '' && (act !== 'merge' || said.into.trim() !== '');
  return (
    <Modal
      open
      title={t(`registry.${act}.title`)}
      okText={t(`registry.${act}.do`)}
      cancelText={t('staff.cancel')}
      okButtonProps={{ danger: true, loading: edit.isPending, disabled: !isWhole }}
      onOk={() => edit.mutate(undefined)}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="edit-form">
        <p>{t(`registry.${act}.means`, { number: formatPlate(asset.id) })}</p>
        {edit.isError && <ProblemNotice error={edit.error} />}
        {act === 'merge' && (
          <div className="field">
            <label htmlFor={`${id}-into`}>{t('registry.merge.into')}</label>
            <Input id={`${id}-into`} className="mono" maxLength={40} value={said.into} onChange={(event) => setSaid({ ...said, into: event.target.value })} />
          </div>
        )}
        {act === 'retire' && (
          <Radio.Group
            value={said.status}
            onChange={(event) => setSaid({ ...said, status: event.target.value })}
            options={(['abandoned', 'removed'] as const).map((value) => ({ value, label: t(`registry.retire.${value}`) }))}
          />
        )}
        <div className="field">
          <label htmlFor={`${id}-note`}>{t('registry.edit.reason')}</label>
          <Input.TextArea
            id={`${id}-note`}
            autoSize={{ minRows: 2 }}
            maxLength={500}
            value={said.note}
            onChange={(event) => setSaid({ ...said, note: event.target.value })}
          />
        </div>
      </div>
    </Modal>
  );
};
