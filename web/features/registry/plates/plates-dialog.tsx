import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Modal, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { PlateSelection } from '#domain/contract/plates.ts';
import { call, hrefOf } from '../../../client/call.ts';
import { useFormat } from '../../../client/use-format.ts';
import { defined } from '../../../staff/defined.ts';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { getPlates, listPlateParts } from '../../../staff/registry-routes.ts';
import { enlarged } from '../../../staff/themes.ts';
import { UnitSelect } from '../../../staff/unit-select.tsx';

/** How many sheets a selection has, and each file to fetch. */
const Parts = ({ selection }: { selection: PlateSelection }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = useQuery({ queryKey: ['plate-parts', selection], queryFn: ({ signal }) => call(listPlateParts, { query: selection, signal }) });
  if (parts.isPending) return <Skeleton active paragraph={{ rows: 2 }} title={false} />;
  if (parts.isError) return <ProblemNotice error={parts.error} />;
  const { plates, sheets, perSheet, plateMm } = parts.data;
  if (plates === 0) return <p className="quiet">{t('registry.plates.none')}</p>;
  const size = `${format.number(plateMm.width)} × ${format.number(plateMm.height)} mm`;
  return (
    <>
      <p>{t('registry.plates.counted', { plates: format.number(plates), sheets: format.number(sheets), perSheet, size })}</p>
      <ul className="plain-list plate-parts">
        {parts.data.parts.map((part, i) => (
          <li key={part.first}>
            <a href={hrefOf(getPlates.path, {}, { ...selection, ...defined({ after: part.after }) })} download={`plates-${part.first}.pdf`}>
              <DownloadOutlined aria-hidden="true" /> {t('registry.plates.file', { nth: i + 1, plates: format.number(part.plates) })}
            </a>
            <span className="mono quiet">{part.first === part.last ? formatPlate(part.first) : `${formatPlate(part.first)} – ${formatPlate(part.last)}`}</span>
          </li>
        ))}
      </ul>
    </>
  );
};

type Of = 'picked' | 'place' | 'owner';

interface Props {
  readonly picked: readonly string[];
  /** What the search is narrowed to now, offered as a beginning. */
  readonly narrowed: { readonly placeCode?: string | undefined; readonly ownerId?: string | undefined };
  readonly onClose: () => void;
}

/** Plates of what was ticked, of a street, or of an owner, as PDF files at true size. */
export const PlatesDialog = ({ picked, narrowed, onClose }: Props) => {
  const { t } = useTranslation();
  const [of, setOf] = useState<Of>(picked.length > 0 ? 'picked' : 'place');
  const [placeCode, setPlaceCode] = useState(narrowed.placeCode);
  const [ownerId, setOwnerId] = useState(narrowed.ownerId);
  const selections: Record<Of, PlateSelection> = { picked: { ids: picked.join(',') }, place: defined({ placeCode }), owner: defined({ ownerId }) };
  const selection = selections[of];
  return (
    <Modal open width={520 * enlarged} title={t('registry.plates.title')} footer={null} onCancel={onClose} destroyOnHidden>
      <Radio.Group
        className="plates-of"
        value={of}
        onChange={(event) => setOf(event.target.value)}
        options={(['picked', 'place', 'owner'] as const).map((value) => ({
          value,
          label: t(`registry.plates.of.${value}`, { count: picked.length }),
          disabled: value === 'picked' && picked.length === 0,
        }))}
      />
      {of === 'picked' && picked.length === 0 && <p className="quiet">{t('registry.plates.howToPick')}</p>}
      {of === 'place' && <UnitSelect of="place" label={t('staff.place.search')} value={placeCode} onChange={setPlaceCode} />}
      {of === 'owner' && <UnitSelect label={t('registry.anyOwner')} value={ownerId} onChange={setOwnerId} />}
      {Object.values(selection).some(Boolean) ? <Parts selection={selection} /> : <p className="quiet">{t('registry.plates.choose')}</p>}
    </Modal>
  );
};
