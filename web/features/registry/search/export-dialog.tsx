import { DownloadOutlined } from '@ant-design/icons';
import { Button, Modal, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hrefOf } from '../../../client/call.ts';
import { exportAssets } from '../../../client/routes.ts';
import type { AssetFilter } from '../../../staff/assets.ts';

const formats = ['csv', 'xlsx', 'geojson', 'shapefile', 'geopackage'] as const;
const systems = ['EPSG:4326', 'EPSG:4490', 'EPSG:4549', 'EPSG:4550', 'GCJ-02', 'BD-09'] as const;

/** What the search is narrowed to now, as a file that streams to the device. */
export const ExportDialog = ({ filter, counted, onClose }: { filter: AssetFilter; counted: string; onClose: () => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const [format, setFormat] = useState<(typeof formats)[number]>('csv');
  const [crs, setCrs] = useState<(typeof systems)[number]>('EPSG:4326');
  const [encoding, setEncoding] = useState<'utf-8' | 'gb18030'>('utf-8');
  const { sort: _, ...narrowed } = filter;
  const hasEncoding = format === 'csv' || format === 'shapefile';
  return (
    <Modal open title={t('registry.export.title')} footer={null} onCancel={onClose}>
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
        <div className="field">
          <label htmlFor={`${id}-crs`}>{t('registry.export.crs')}</label>
          <Select
            id={`${id}-crs`}
            aria-label={t('registry.export.crs')}
            value={crs}
            options={systems.map((value) => ({ value, label: t(`registry.export.systems.${value.replace(':', '-')}`) }))}
            onChange={setCrs}
          />
        </div>
        {hasEncoding && (
          <Radio.Group
            aria-label={t('registry.export.encoding')}
            value={encoding}
            onChange={(event) => setEncoding(event.target.value)}
            options={[
              { value: 'utf-8', label: 'UTF-8' },
              { value: 'gb18030', label: 'GB18030' },
            ]}
          />
        )}
        <Button
          type="primary"
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
