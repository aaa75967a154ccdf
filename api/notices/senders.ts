import { createTransport } from 'nodemailer';
import type { MessageChannel, TakenMessage } from '#db/queries/messages/messages.ts';
import { postOnce, signatureOf } from '../post-signed.ts';
import { compose } from './compose.ts';

/** How it ended: taken, refused for good (this address will never take it), or not now. */
export type Outcome = { readonly is: 'taken' | 'refused' | 'failed'; readonly answer: string };

export interface Sender {
  readonly channel: MessageChannel;
  send(message: TakenMessage & { readonly address: string }, now: string, signal: AbortSignal): Promise<Outcome>;
  close(): void;
}

export interface SenderSettings {
  /** smtp://user:password@host:port or smtps://…, and who the mails come from. */
  readonly smtp?: { readonly url: string; readonly from: string } | undefined;
  /** An adapter that speaks docs/sms.md. */
  readonly sms?: { readonly url: string; readonly secret: string } | undefined;
  readonly publicUrl: string | null;
}

const codeOf = (error: unknown, name: string): unknown => (typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined);

/** A server's answer of 5xx about an address is for good; everything else may be better later. */
const mailOutcome = (error: unknown): Outcome => {
  const status = codeOf(error, 'responseCode');
  const isForGood = typeof status === 'number' && status >= 500 && codeOf(error, 'command') === 'RCPT TO';
  return { is: isForGood ? 'refused' : 'failed', answer: String(status ?? codeOf(error, 'code') ?? 'no answer') };
};

const waitMs = 10_000;

const mailSender = ({ smtp, publicUrl }: SenderSettings): Sender[] => {
  if (!smtp) return [];
  const transport = createTransport({
    url: smtp.url,
    pool: true,
    maxConnections: 4,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    dnsTimeout: waitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const send: Sender['send'] = async (message) => {
    const { subject, text } = compose(message, publicUrl);
    // The same however often it is tried, so that a mailbox may tell a repeat.
    const messageId = `<notice-${message.id}@jingzheng>`;
    const taken: Outcome = { is: 'taken', answer: '250' };
    return transport.sendMail({ from: smtp.from, to: message.address, subject, text, messageId }).then(() => taken, mailOutcome);
  };
  return [{ channel: 'email', send, close: () => transport.close() }];
};

const smsSender = ({ sms, publicUrl }: SenderSettings): Sender[] => {
  if (!sms) return [];
  const send: Sender['send'] = async (message, now, signal) => {
    const { subject } = compose(message, publicUrl);
    const body = JSON.stringify({ id: message.id, to: message.address, text: subject, language: message.language });
    const headers = { 'jingzheng-signature': signatureOf(sms.secret, body, now) };
    const answer = await postOnce({ url: sms.url, body, headers, allowsInside: true, signal }).then(String, (error: unknown) =>
      String(codeOf(error, 'code') ?? 'no answer'),
    );
    if (/^2\d\d$/.test(answer)) return { is: 'taken', answer };
    return { is: /^4\d\d$/.test(answer) && answer !== '429' && answer !== '401' && answer !== '403' ? 'refused' : 'failed', answer };
  };
  return [{ channel: 'sms', send, close: () => undefined }];
};

/** The ways out that are configured. */
export const openSenders = (settings: SenderSettings): Sender[] => [...mailSender(settings), ...smsSender(settings)];
