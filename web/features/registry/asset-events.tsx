import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Asset } from '#domain/contract/assets.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { assetStatuses } from '../../staff/assets.ts';

const asText = (value: unknown): string => (value === null || value === undefined ? '—' : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** What happened to it, the latest first: field, before and after, by whom and from where. */
export const AssetEvents = ({ events }: { events: Asset['events'] }) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  if (events.length === 0) return <p className="quiet">{t('registry.noEvents')}</p>;
  const worded = (group: string, code: string) => (i18n.exists(`registry.${group}.${code}`) ? t(`registry.${group}.${code}`) : code);
  const valued = (field: string, value: unknown) =>
    field === 'status' && assetStatuses.some((status) => status === value) ? t(`staff.status.${value}`) : asText(value);
  const changed = ([field, value]: [string, unknown]) =>
    Array.isArray(value)
      ? `${worded('field', field)}：${valued(field, value[0])} → ${valued(field, value[1])}`
      : `${worded('field', field)}：${valued(field, value)}`;
  const latestFirst = [...events].sort((a, b) => b.at.localeCompare(a.at));
  const items = latestFirst.map((event, i) => ({
    key: `${event.at}-${i}`,
    color: event.action === 'status' ? 'orange' : 'blue',
    content: (
      <div className="life-event">
        <strong>{worded('action', event.action)}</strong> <time dateTime={event.at}>{format.date(event.at)}</time>
        <span className="quiet">{[worded('eventSource', event.source), event.person ? named(event.person) : t('registry.system')].join(' · ')}</span>
        {Object.entries(event.changes).map((change) => (
          <span key={change[0]}>{changed(change)}</span>
        ))}
        {event.note && <p>{event.note}</p>}
      </div>
    ),
  }));
  return <Timeline items={items} />;
};
