import { createTransport } from 'nodemailer';
import type { MessageChannel, TakenMessage } from '#db/queries/messages/messages.ts';
import { postOnce, signatureOf } from '../post-signed.ts';
import { compose } from './compose.ts';

/** How it ended: taken, refused for good (this address will never take it), not now (this address or this message alone), or the way itself failed. */
export type Outcome = { readonly is: 'taken' | 'refused' | 'later' | 'failed'; readonly answer: string };

export interface Sender {
  readonly channel: MessageChannel;
  send(message: TakenMessage & { readonly address: string }, now: string, signal: AbortSignal): Promise<Outcome>;
  close(): void;
}

export interface SenderSettings {
  /** smtp://user:password@host:port or smtps://…, who the mails come from, and how long an attempt may take with all its waits: half a minute unless told. */
  readonly smtp?: { readonly url: string; readonly from: string; readonly attemptMs?: number } | undefined;
  /** An adapter that speaks docs/sms.md. */
  readonly sms?: { readonly url: string; readonly secret: string } | undefined;
  readonly publicUrl: string | null;
}

const codeOf = (error: unknown, name: string): unknown => (typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined);

/**
 * A server's answer of 5xx about an address is for good; everything else may be better later. What it says of an address (a full mailbox) or of
 * what is written is not of the server: the next one's mail goes.
 */
const mailOutcome = (error: unknown): Outcome => {
  const [status, command] = [codeOf(error, 'responseCode'), codeOf(error, 'command')];
  const answer = String(status ?? codeOf(error, 'code') ?? 'no answer');
  const isOfThisOne = typeof status === 'number' && status !== 421 && (command === 'RCPT TO' || command === 'DATA');
  if (!isOfThisOne) return { is: 'failed', answer };
  return { is: status >= 500 && command === 'RCPT TO' ? 'refused' : 'later', answer };
};

const waitMs = 10_000;
const attemptMs = 30_000;

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
    socketCloseTimeout: 0, // hung up on is hung up on: a server that goes on talking never says goodbye
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const send: Sender['send'] = async (message, _now, signal) => {
    const { subject, text } = compose(message, publicUrl);
    // The same however often it is tried, so that a mailbox may tell a repeat.
    const messageId = `<notice-${message.id}@jingzheng>`;
    const taken: Outcome = { is: 'taken', answer: '250' };
    // A server that says a word now and then, and never comes to an end, is silent too: no wait of its connection ends.
    const timeout = AbortSignal.timeout(smtp.attemptMs ?? attemptMs);
    const mail = { from: smtp.from, to: message.address, subject, text, messageId, signal: AbortSignal.any([signal, timeout]) };
    return transport.sendMail(mail).then(
      () => taken,
      (error: unknown) => (timeout.aborted ? { is: 'failed', answer: 'ETIMEDOUT' } : mailOutcome(error)),
    );
  };
  return [{ channel: 'email', send, close: () => transport.close() }];
};

const smsSender = ({ sms, publicUrl }: SenderSettings): Sender[] => {
  if (!sms) return [];
  const send: Sender['send'] = async (message, now, signal) => {
    const { short } = compose(message, publicUrl);
    const body = JSON.stringify({ id: message.id, to: message.address, text: short, language: message.language });
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
