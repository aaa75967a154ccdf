import type { TakenMessage } from '#db/queries/messages/messages.ts';
import { isOnlyCrew } from '#domain/access.ts';
import { formatPlate } from '#domain/asset-id.ts';
import { followedSteps } from '#domain/followed-steps.ts';
import { noticeKinds, publicNoticePath } from '#domain/notices.ts';

export interface Composed {
  readonly subject: string;
  readonly text: string;
  /** The subject as an SMS: without the kind of problem where a city calls one at such length that it would be two. */
  readonly short: string;
}

/** What one SMS holds, in the letters of its language: 160 in English, where each of the two brackets counts twice. */
const mostInShort = { zh: 70, en: 158 };

/** An SMS has no curly apostrophe among its 160 letters: with one it holds 70. */
const inPlainLetters = (text: string): string => text.replaceAll('’', "'");

/** Of a kind that several steps give rise to, which one it was. */
const stepOf = ({ kind, action, language }: Pick<TakenMessage, 'kind' | 'action' | 'language'>): string => {
  const step = action === null || noticeKinds[kind].actions.length < 2 ? undefined : followedSteps[action]?.[language];
  return step === undefined ? '' : language === 'zh' ? `：${step}` : `: ${step}`;
};

/** Which order it is, of what kind, and first of all that it is a danger. */
const wordOrder = (orderId: string, { isHazard, name }: NonNullable<TakenMessage['problem']>, language: 'zh' | 'en', withName: boolean): string =>
  language === 'zh'
    ? `${isHazard ? '危险，' : ''}工单 ${orderId}${withName ? `（${name.zh}）` : ''}`
    : `${isHazard ? 'Danger: ' : ''}order ${orderId}${withName ? ` (${name.en})` : ''}`;

/** What a message says: what happened to which order or public notice, of what kind or which well and by whose claim, and where to look. No caller's word or name ever leaves by mail or SMS. */
export const compose = (
  message: Pick<TakenMessage, 'kind' | 'action' | 'orderId' | 'problem' | 'publicNoticeId' | 'assetId' | 'unit' | 'language' | 'roles'>,
  publicUrl: string | null,
): Composed => {
  const { kind, orderId, problem, publicNoticeId, assetId, unit, language, roles } = message;
  const what = `${noticeKinds[kind].words[language]}${stepOf(message)}`;
  const sentence = (about: string) => (language === 'zh' ? `【井证】${about}：${what}` : `[Jingzheng] ${about}: ${what}`);
  const about = (withName: boolean) =>
    orderId === null || problem === null
      ? `${language === 'zh' ? '公示' : 'public notice'} ${publicNoticeId}`
      : wordOrder(orderId, problem, language, withName);
  const path = orderId === null ? publicNoticePath(kind) : `/${isOnlyCrew(roles) ? 'crew' : 'desk'}/${orderId}`;
  const subject = sentence(about(true));
  const where = publicUrl === null ? '' : `\n${publicUrl.replace(/\/$/, '')}${path}`;
  const which = assetId === null ? '' : `\n${[formatPlate(assetId), ...(unit ? [unit[language]] : [])].join(' · ')}`;
  const short = subject.length <= mostInShort[language] ? subject : sentence(about(false));
  return { subject, text: `${subject}${which}${where}\n`, short: inPlainLetters(short) };
};
