import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { dot } from '../../ui/dotted.ts';
import { useChangeWords } from './asset-change.ts';

type OfImport = NonNullable<Asset['events'][number]['import']>;

/** The file and its row, and the way to it for whoever may look at it; to others the import's own number. */
const FromFile = ({ of: { id, row, fileName } }: { of: OfImport }) => {
  const { t } = useTranslation();
  if (fileName === null) return t('registry.eventImport', { id, row: row ?? '—' });
  return <Link href={`/registry/imports/${id}`}>{t('registry.eventFile', { file: fileName, row: row ?? '—' })}</Link>;
};

/** What happened to it, the latest first: field, before and after, by whom and from where. */
export const AssetEvents = ({ asset, city }: { asset: Asset; city: City }) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const { events } = asset;
  const changed = useChangeWords(city, asset);
  const format = useFormat();
  if (events.length === 0) return <p className="quiet">{t('registry.noEvents')}</p>;
  const worded = (group: string, code: string) => (i18n.exists(`registry.${group}.${code}`) ? t(`registry.${group}.${code}`) : code);
  const latestFirst = [...events].sort((a, b) => b.at.localeCompare(a.at));
  const items = latestFirst.map((event, i) => ({
    key: `${event.at}-${i}`,
    color: event.action === 'status' ? 'orange' : 'blue',
    content: (
      <div className="life-event">
        <strong>{worded('action', event.action)}</strong> <time dateTime={event.at}>{format.moment(event.at)}</time>
        <span className="quiet">
          {worded('eventSource', event.source)}&nbsp;· {event.person ? named(event.person) : t('registry.system')}
          {event.import && dot}
          {event.import && <FromFile of={event.import} />}
        </span>
        {Object.entries(event.changes)
          .flatMap(([field, change]) => changed(field, change, event.action === 'cover'))
          .map((words) => (
            <span key={words}>{words}</span>
          ))}
        {event.note && <p>{event.note}</p>}
      </div>
    ),
  }));
  return <Timeline items={items} />;
};
