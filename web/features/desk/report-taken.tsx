import { Button, Result } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { Link } from 'wouter';
import type { ReportStory } from '#domain/contract/reports.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CopyButton } from '../../staff/copy-button.tsx';

/** The number to tell the caller, and who acts by when. */
export const ReportTaken = ({ story, onAnother }: { story: Static<typeof ReportStory>; onAnother: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const number = useRef<HTMLSpanElement>(null);
  const buttons = [
    <Button key="another" type="primary" onClick={onAnother}>
      {t('desk.new.another')}
    </Button>,
    <Link key="follow" href={`/r/${story.number}`}>
      {t('desk.new.follow')}
    </Link>,
  ];
  const due = story.hazardDueAt ?? story.closeDueAt;
  return (
    <Result status="success" title={t('desk.new.created')} extra={buttons}>
      <p className="order-quiet">{t('desk.new.tellNumber')}</p>
      <p className="taken-number mono">
        <span ref={number}>{story.number}</span>
        <CopyButton of={number} />
      </p>
      <p>
        {t('desk.new.sentTo')} <strong>{named(story.unit)}</strong>
        <br />
        {t(story.hazardDueAt ? 'desk.new.hazardDue' : 'desk.new.due')} {due ? format.deadline(due) : t('staff.calendarPending')}
      </p>
    </Result>
  );
};
