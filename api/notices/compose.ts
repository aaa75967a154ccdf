import type { TakenMessage } from '#db/queries/messages/messages.ts';
import { formatPlate } from '#domain/asset-id.ts';
import { followedSteps } from '#domain/followed-steps.ts';
import { noticeKinds, publicNoticePath } from '#domain/notices.ts';

export interface Composed {
  readonly subject: string;
  readonly text: string;
}

/** Of a kind that several steps give rise to, which one it was. */
const stepOf = ({ kind, action, language }: Pick<TakenMessage, 'kind' | 'action' | 'language'>): string => {
  const step = action === null || noticeKinds[kind].actions.length < 2 ? undefined : followedSteps[action]?.[language];
  return step === undefined ? '' : language === 'zh' ? `：${step}` : `: ${step}`;
};

/** What a message says: what happened to which order or public notice, of which well and by whose claim, and where to look. No caller's word or name ever leaves by mail or SMS. */
export const compose = (
  {
    kind,
    action,
    orderId,
    publicNoticeId,
    assetId,
    unit,
    language,
  }: Pick<TakenMessage, 'kind' | 'action' | 'orderId' | 'publicNoticeId' | 'assetId' | 'unit' | 'language'>,
  publicUrl: string | null,
): Composed => {
  const what = `${noticeKinds[kind].words[language]}${stepOf({ kind, action, language })}`;
  const [zh, en, path] =
    orderId === null
      ? [`公示 ${publicNoticeId}`, `public notice ${publicNoticeId}`, publicNoticePath(kind)]
      : [`工单 ${orderId}`, `order ${orderId}`, `/desk/${orderId}`];
  const subject = language === 'zh' ? `【井证】${zh}：${what}` : `[Jingzheng] ${en}: ${what}`;
  const where = publicUrl === null ? '' : `\n${publicUrl.replace(/\/$/, '')}${path}`;
  const which = assetId === null ? '' : `\n${[formatPlate(assetId), ...(unit ? [unit[language]] : [])].join(' · ')}`;
  return { subject, text: `${subject}${which}${where}\n` };
};
