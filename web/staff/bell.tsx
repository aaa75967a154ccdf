import { BellOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import { noticeKinds, publicNoticePath } from '#domain/notices.ts';
import { call } from '../client/call.ts';
import { useFormat } from '../client/use-format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { listNotices, readNotices } from './routes.ts';
import { StateTag } from './tags.tsx';
import { useEscape } from './use-escape.ts';

const key = ['notices'];
/** On a phone the bell stands in the middle of the header: what it opens is pushed aside until it is whole. */
const within = { overflow: { shiftX: 8, adjustY: true } };

/** What a person was told of: how much is unread, and the latest of it; opening it reads it. @param home the desk its orders open in */
export const Bell = ({ home }: { home: string }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const format = useFormat();
  const queries = useQueryClient();
  const told = useQuery({ queryKey: key, queryFn: ({ signal }) => call(listNotices, { signal }), refetchInterval: 30_000 });
  const read = useMutation({ mutationFn: (upTo: string) => call(readNotices, { body: { upTo } }), onSuccess: (next) => queries.setQueryData(key, next) });
  const notices = told.data?.notices ?? [];
  const unread = told.data?.unread ?? 0;
  const [isOpen, setIsOpen] = useState(false);
  useEscape(isOpen, setIsOpen);
  const opened = (next: boolean) => {
    setIsOpen(next);
    const [latest] = notices;
    if (next && latest && unread > 0) read.mutate(latest.id);
  };
  const list =
    notices.length === 0 ? (
      <p>{t('staff.notices.none')}</p>
    ) : (
      <ul className="plain-list notice-list">
        {notices.map(({ id, kind, orderId, publicNoticeId, assetId, unit, state, at, readAt }) => (
          <li key={id} className={readAt === null ? 'notice-unread' : undefined}>
            <Link href={orderId === null ? publicNoticePath(kind) : `/${home}/${orderId}`} onClick={() => setIsOpen(false)}>
              {noticeKinds[kind].words[language]}&nbsp;·{' '}
              {orderId === null ? t('staff.notices.publicNotice', { notice: publicNoticeId }) : t('staff.notices.order', { order: orderId })}
              {assetId && (
                <>
                  &nbsp;· <span className="mono unparted">{formatPlate(assetId)}</span>
                </>
              )}
              {unit && <>&nbsp;· {named(unit)}</>}
            </Link>{' '}
            {state && <StateTag state={state} />} {format.instant(at)}
          </li>
        ))}
      </ul>
    );
  return (
    <Popover
      trigger="click"
      placement="bottom"
      align={within}
      styles={{ root: { paddingInline: 8 } }}
      title={t('staff.notices.title')}
      content={list}
      open={isOpen}
      onOpenChange={opened}
    >
      <Button type="text" size="small" aria-label={t('staff.notices.label', { unread })}>
        <Badge count={unread} size="small">
          <BellOutlined />
        </Badge>
      </Button>
    </Popover>
  );
};
