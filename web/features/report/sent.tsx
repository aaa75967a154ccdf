import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ReportStory } from '#domain/contract/reports.ts';
import { keepOwnNumber } from '../../client/device/own-numbers.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { DueLeft } from '../../ui/due-left.tsx';
import './sent.css';
import './words.ts';

/** The number, what happens now, and by when. */
export default function Sent({ story, onAnother }: { story: ReportStory; onAnother: () => void }) {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { deadline } = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    window.scrollTo({ top: 0 });
    keepOwnNumber({ number: story.number, kind: story.kind.name, at: new Date().toISOString() });
  }, [story]);
  const unit = named(story.unit);
  const promised = [
    ['hazard', story.hazardDueAt],
    ['contact', story.contactDueAt],
    ['close', story.closeDueAt],
  ] as const;
  return (
    <main className="sent">
      <h1 ref={heading} tabIndex={-1}>
        {t('report.sent.title')}
      </h1>
      <p className="sent-number">
        <span>{t('report.sent.number')}</span>
        <strong data-testid="report-number">{story.number}</strong>
      </p>
      <ol className="sent-next">
        <li>{t('report.sent.given', { unit })}</li>
        {promised.map(
          ([word, dueAt]) =>
            dueAt && (
              <li key={word}>
                {t(`report.sent.${word}`, { at: deadline(dueAt) })} <DueLeft dueAt={dueAt} />
              </li>
            ),
        )}
        {story.closeDueAt === null && <li>{t('report.sent.pending')}</li>}
      </ol>
      <p>{t('report.sent.keep')}</p>
      <div className="sent-actions">
        <Link className="button button-main" href={`/r/${story.number}`}>
          {t('report.sent.follow')}
        </Link>
        <Button onClick={onAnother}>{t('report.sent.another')}</Button>
      </div>
    </main>
  );
}
