import { DownloadOutlined } from '@ant-design/icons';
import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSystem } from '#domain/coordinates/systems.ts';
import { hrefOf } from '../../../client/call.ts';
import type { AssetFilter } from '../../../staff/assets.ts';
import { exportAssets } from '../../../staff/registry-routes.ts';
import { SystemField } from '../../../staff/system-field.tsx';
import { enlarged } from '../../../staff/themes.ts';

const formats = ['csv', 'xlsx', 'geojson', 'shapefile', 'geopackage'] as const;

/** What the search is narrowed to now, as a file that streams to the device. */
export const ExportDialog = ({ filter, counted, onClose }: { filter: AssetFilter; counted: string; onClose: () => void }) => {
  const { t } = useTranslation();
  const [format, setFormat] = useState<(typeof formats)[number]>('csv');
  const [crs, setCrs] = useState('EPSG:4326');
  const [encoding, setEncoding] = useState<'utf-8' | 'gb18030'>('utf-8');
  const { sort: _, ...narrowed } = filter;
  const hasEncoding = format === 'csv' || format === 'shapefile';
  return (
    <Modal open width={600 * enlarged} title={t('registry.export.title')} footer={null} onCancel={onClose}>
      <div className="edit-form">
        <p>{t('registry.export.what', { counted })}</p>
        <div className="field">
          <span className="field-label">{t('registry.export.format')}</span>
          <Radio.Group
            aria-label={t('registry.export.format')}
            value={format}
            onChange={(event) => setFormat(event.target.value)}
            options={formats.map((value) => ({ value, label: t(`registry.export.formats.${value}`) }))}
          />
        </div>
        <SystemField label={t('registry.export.crs')} value={crs} onChange={(next) => setCrs(next ?? 'EPSG:4326')} />
        {hasEncoding && (
          <div className="field">
            <span className="field-label">{t('registry.export.encoding')}</span>
            <Radio.Group
              aria-label={t('registry.export.encoding')}
              value={encoding}
              onChange={(event) => setEncoding(event.target.value)}
              options={[
                { value: 'utf-8', label: 'UTF-8' },
                { value: 'gb18030', label: 'GB18030' },
              ]}
            />
          </div>
        )}
        <Button
          type="primary"
          disabled={!readSystem(crs).ok}
          icon={<DownloadOutlined />}
          href={hrefOf(exportAssets.path, {}, { ...narrowed, format, crs, ...(hasEncoding ? { encoding } : {}) })}
          download
        >
          {t('registry.export.do')}
        </Button>
      </div>
    </Modal>
  );
};
