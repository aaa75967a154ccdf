import { Button, Result } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { Link } from 'wouter';
import type { ReportStory } from '#domain/contract/reports.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CopyButton } from '../../staff/copy-button.tsx';
import { KeySign } from '../../staff/key-sign.tsx';
import { useOwnKeys } from '../orders/own-keys.ts';
import { deskKeys } from './desk-keys.ts';

/** The number to tell the caller, and who acts by when. */
export const ReportTaken = ({ story, onAnother }: { story: Static<typeof ReportStory>; onAnother: () => void }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { keys, isOn } = useOwnKeys(deskKeys);
  const number = useRef<HTMLSpanElement>(null);
  // The field that was written in last is gone: what is to be read out is said, and letters do something.
  useEffect(() => number.current?.focus(), []);
  const buttons = [
    <Button key="another" type="primary" onClick={onAnother} {...(isOn ? { 'aria-keyshortcuts': keys.report } : {})}>
      {t('desk.new.another')} {isOn && <KeySign of={keys.report} />}
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
        <span ref={number} tabIndex={-1}>
          {story.number}
        </span>
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
