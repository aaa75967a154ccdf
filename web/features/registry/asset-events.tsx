import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { assetFieldNames } from '#domain/contract/asset-fields.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { assetStatuses } from '../../staff/assets.ts';

const asText = (value: unknown): string => (value === null || value === undefined ? '—' : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** What happened to it, the latest first: field, before and after, by whom and from where. */
export const AssetEvents = ({ events }: { events: Asset['events'] }) => {
  const { t, i18n } = useTranslation();
  const { named, language } = useLanguage();
  const format = useFormat();
  if (events.length === 0) return <p className="quiet">{t('registry.noEvents')}</p>;
  const worded = (group: string, code: string) => (i18n.exists(`registry.${group}.${code}`) ? t(`registry.${group}.${code}`) : code);
  const fieldName = (field: string) => assetFieldNames[field]?.[language] ?? worded('field', field);
  const valued = (field: string, value: unknown) =>
    field === 'status' && assetStatuses.some((status) => status === value) ? t(`staff.status.${value}`) : asText(value);
  const changed = ([field, value]: [string, unknown]) =>
    Array.isArray(value) ? `${fieldName(field)}：${valued(field, value[0])} → ${valued(field, value[1])}` : `${fieldName(field)}：${valued(field, value)}`;
  const latestFirst = [...events].sort((a, b) => b.at.localeCompare(a.at));
  const items = latestFirst.map((event, i) => ({
    key: `${event.at}-${i}`,
    color: event.action === 'status' ? 'orange' : 'blue',
    content: (
      <div className="life-event">
        <strong>{worded('action', event.action)}</strong> <time dateTime={event.at}>{format.date(event.at)}</time>
        <span className="quiet">
          {[
            worded('eventSource', event.source),
            event.person ? named(event.person) : t('registry.system'),
            ...(event.import ? [t('registry.eventImport', { id: event.import.id, row: event.import.row ?? '—' })] : []),
          ].join(' · ')}
        </span>
        {Object.entries(event.changes).map((change) => (
          <span key={change[0]}>{changed(change)}</span>
        ))}
        {event.note && <p>{event.note}</p>}
      </div>
    ),
  }));
  return <Timeline items={items} />;
};
