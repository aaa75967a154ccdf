import { useTranslation } from 'react-i18next';
import type { ReportStory } from '#domain/contract/reports.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** What has happened, latest first, in plain words; reports that joined it are told once, by their number. */
export const Timeline = ({ story }: { story: ReportStory }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { instant } = useFormat();
  const joined = story.events.filter(({ action }) => action === 'join');
  const last = joined.at(-1);
  const events = story.events
    .filter((event) => event.action !== 'join' || event === last)
    .map((event, order) => ({ ...event, order }))
    .reverse();
  return (
    <section>
      <h2>{t('progress.story')}</h2>
      <ol className="timeline">
        {events.map(({ at, action, state, unit, order }) => (
          <li key={order}>
            <time dateTime={at}>{instant(at)}</time>
            <p>{t([`progress.event.${action}`, `progress.event.state_${state}`], { unit: named(unit ?? story.unit), count: joined.length })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
};
