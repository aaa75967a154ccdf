import { PrinterOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import { hrefOf } from '../../../client/call.ts';
import { useSession } from '../../../client/session.ts';
import { getPlates } from '../../../staff/registry-routes.ts';
import { CoverDialog } from './cover-dialog.tsx';
import { coverOn } from './cover-fields.ts';
import { EditDialog } from './edit-dialog.tsx';
import { type RecordAct, RecordDialog } from './record-dialog.tsx';

const recordActs: readonly RecordAct[] = ['merge', 'apart', 'split', 'retire'];

/** What this person may do with the asset; each only where it is theirs to do. */
export const AssetActs = ({ asset, city }: { asset: Asset; city: City }) => {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [open, setOpen] = useState<'edit' | 'cover' | 'rightCover' | RecordAct | null>(null);
  const mayPrint = useSession().data?.permissions.includes('plates.print') ?? false;
  // By the asset and not by the number that was asked for: a merged number shows its survivor, whose cover is changed like any other.
  const isRetired = asset.status === 'abandoned' || asset.status === 'removed';
  const close = () => setOpen(null);
  const acts = recordActs.filter((one) => one !== 'apart' || asset.mergedNumbers.length > 0);
  const act = acts.find((one) => one === open);
  return (
    <div className="asset-acts">
      {asset.mayChange.length > 0 && (
        <Button type="primary" onClick={() => setOpen('edit')}>
          {t('registry.edit.open')}
        </Button>
      )}
      {asset.isWell && asset.mayChange.includes('cover') && !isRetired && (
        <>
          {coverOn(asset) && <Button onClick={() => setOpen('rightCover')}>{t('registry.rightCover.open')}</Button>}
          <Button onClick={() => setOpen('cover')}>{t(coverOn(asset) ? 'registry.cover.open' : 'registry.cover.first')}</Button>
        </>
      )}
      {mayPrint && (
        <Button icon={<PrinterOutlined />} href={hrefOf(getPlates.path, {}, { ids: asset.id })} target="_blank">
          {t('registry.plates.one')}
        </Button>
      )}
      {asset.mayRegister && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: acts.map((key) => ({ key, label: t(`registry.${key}.open`) })),
            onClick: ({ key }) => setOpen(recordActs.find((one) => one === key) ?? null),
          }}
        >
          <Button>{t('registry.edit.others')}</Button>
        </Dropdown>
      )}
      {open === 'edit' && <EditDialog asset={asset} city={city} onClose={close} />}
      {(open === 'cover' || open === 'rightCover') && <CoverDialog asset={asset} city={city} act={open} onClose={close} />}
      {act && (
        <RecordDialog
          asset={asset}
          city={city}
          act={act}
          onClose={close}
          onDone={(next) => {
            close();
            navigate(`/registry/${next.id}`);
          }}
        />
      )}
    </div>
  );
};
