import type { TakenMessage } from '#db/queries/messages.ts';
import { noticeKinds } from '#domain/notices.ts';

export interface Composed {
  readonly subject: string;
  readonly text: string;
}

/** What a message says: what happened to which order and where to look. No caller's word or name ever leaves by mail or SMS. */
export const compose = ({ kind, orderId, language }: Pick<TakenMessage, 'kind' | 'orderId' | 'language'>, publicUrl: string | null): Composed => {
  const what = noticeKinds[kind].words[language];
  const subject = language === 'zh' ? `【井证】工单 ${orderId}：${what}` : `[Jingzheng] order ${orderId}: ${what}`;
  const where = publicUrl === null ? '' : `\n${publicUrl.replace(/\/$/, '')}/desk/${orderId}`;
  return { subject, text: `${subject}${where}\n` };
};
