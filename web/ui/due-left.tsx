import { useTranslation } from 'react-i18next';
import { useNow } from '../client/use-now.ts';
import { wordDuration } from '../i18n/durations.ts';
import { useLanguage } from '../i18n/use-language.ts';

const minuteMs = 60_000;

/** How long until an instant, or since it has passed; it runs on, and is not read out each time that it does. */
export const DueLeft = ({ dueAt }: { dueAt: string }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const left = Date.parse(dueAt) - useNow();
  const isOver = left < 0;
  // A minute that has begun is still to be waited for: an hour promised just now is no 59 minutes.
  const time = wordDuration(isOver ? -left : Math.ceil(left / minuteMs) * minuteMs, language) || t('common.underMinute');
  return (
    <span className="due-left" data-over={isOver || undefined} aria-live="off">
      {t(isOver ? 'common.over' : 'common.left', { time })}
    </span>
  );
};
