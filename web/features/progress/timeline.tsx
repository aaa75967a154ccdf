import { useTranslation } from 'react-i18next';
import type { ReportStory } from '#domain/contract/reports.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** What has happened, latest first, in plain words. */
export const Timeline = ({ story }: { story: ReportStory }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { instant } = useFormat();
  const events = story.events.map((event, order) => ({ ...event, order })).reverse();
  return (
    <section>
      <h2>{t('progress.story')}</h2>
      <ol className="timeline">
        {events.map(({ at, action, state, unit, order }) => (
          <li key={order}>
            <time dateTime={at}>{instant(at)}</time>
            <p>{t([`progress.event.${action}`, `progress.event.state_${state}`], { unit: unit ? named(unit) : named(story.unit) })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
};
