import type { TakenMessage } from '#db/queries/messages.ts';
import { noticeKinds, publicNoticePath } from '#domain/notices.ts';

export interface Composed {
  readonly subject: string;
  readonly text: string;
}

/** What a message says: what happened to which order or public notice, and where to look. No caller's word or name ever leaves by mail or SMS. */
export const compose = (
  { kind, orderId, publicNoticeId, language }: Pick<TakenMessage, 'kind' | 'orderId' | 'publicNoticeId' | 'language'>,
  publicUrl: string | null,
): Composed => {
  const what = noticeKinds[kind].words[language];
  const [zh, en, path] =
    orderId === null
      ? [`公示 ${publicNoticeId}`, `public notice ${publicNoticeId}`, publicNoticePath(kind)]
      : [`工单 ${orderId}`, `order ${orderId}`, `/desk/${orderId}`];
  const subject = language === 'zh' ? `【井证】${zh}：${what}` : `[Jingzheng] ${en}: ${what}`;
  const where = publicUrl === null ? '' : `\n${publicUrl.replace(/\/$/, '')}${path}`;
  return { subject, text: `${subject}${where}\n` };
};
