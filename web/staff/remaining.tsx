import { useTranslation } from 'react-i18next';
import { useFormat } from '../client/use-format.ts';
import { useNow } from '../client/use-now.ts';
import { wordDuration } from '../i18n/durations.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { lateBy } from './late-by.ts';

const soonMs = 2 * 3_600_000;

/** What a clock has left, and exactly when it ends, or when it was kept and how late; red when it has run out, amber in its last two hours. Without an end: its calendar is pending. */
export const Remaining = ({ dueAt, metAt = null }: { dueAt: string | null; metAt?: string | null }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const format = useFormat();
  const now = useNow();
  if (metAt !== null) {
    const late = lateBy(dueAt, metAt);
    return (
      <span className="remaining remaining-met">
        {t('staff.met', { at: format.instant(metAt) })}
        {late > 0 && <em className="remaining-late">{t('staff.metLate', { time: wordDuration(late, language) || t('common.underMinute') })}</em>}
      </span>
    );
  }
  if (dueAt === null) return <span className="remaining">{t('staff.calendarPending')}</span>;
  const left = Date.parse(dueAt) - now;
  const time = wordDuration(Math.abs(left), language) || t('common.underMinute');
  const tone = left < 0 ? 'remaining-over' : left < soonMs ? 'remaining-soon' : '';
  return (
    <span className={`remaining ${tone}`}>
      <strong>{t(left < 0 ? 'staff.overdue' : 'staff.remaining', { time })}</strong>
      <span className="remaining-exact">{t('staff.due', { at: format.deadline(dueAt) })}</span>
    </span>
  );
};
