import { useTranslation } from 'react-i18next';
import type { ReportStory } from '#domain/contract/reports.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { timelineOf } from './timeline-of.ts';

/** What has happened, latest first, in plain words. */
export const Timeline = ({ story }: { story: ReportStory }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { instant } = useFormat();
  return (
    <section>
      <h2>{t('progress.story')}</h2>
      <ol className="timeline">
        {timelineOf(story).map(({ at, action, state, unit, count, words }) => (
          <li key={`${at} ${action} ${state}`}>
            <time dateTime={at}>{instant(at)}</time>
            <p>{t([`progress.event.${action}`, `progress.event.state_${state}`], { unit: named(unit ?? story.unit), count })}</p>
            {words && <blockquote className="story-text">{t('progress.ownWords', { words })}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  );
};
