import { createHmac } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { InsideError, isInside, lookupAnywhere, lookupOutside } from './outside-address.ts';

export interface Posted {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Receivers on this machine and in private networks, and without TLS, are taken. */
  readonly allowsInside: boolean;
  /** Ends it when the server closes. */
  readonly signal: AbortSignal;
  /** Ten seconds unless told: longer than any receiver that means to answer needs. */
  readonly timeoutMs?: number;
}

/** No answer came in time: told as a network that is silent tells it. */
class SilentError extends Error {
  readonly code = 'ETIMEDOUT';
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 of `<seconds>.<body>`, so that neither the body nor its moment can be put in another's place. */
export const signatureOf = (secret: string, body: string, now: string): string => {
  const seconds = Math.floor(Date.parse(now) / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
};

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Whether an address may be kept as a receiver's: https, by a name or an address outside. */
export const mayBeReceiver = (text: string, allowsInside: boolean): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (allowsInside) return url.protocol === 'https:' || url.protocol === 'http:';
  const host = hostOf(url);
  const isNumber = /^[\d.]+$/.test(host) || host.includes(':');
  return url.protocol === 'https:' && host !== 'localhost' && !host.endsWith('.localhost') && !(isNumber && isInside(host));
};

/** Posts once; a redirect is not followed, and the answer’s body is not read. @returns its status @throws when none came in time */
export const postOnce = ({ url: text, body, headers, allowsInside, signal, timeoutMs = 10_000 }: Posted): Promise<number> =>
  new Promise((resolve, reject) => {
    if (!mayBeReceiver(text, allowsInside)) return reject(new InsideError('the address leads inside'));
    const url = new URL(text);
    const timeout = AbortSignal.timeout(timeoutMs);
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const request = send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'jingzheng', ...headers },
      signal: AbortSignal.any([signal, timeout]),
      agent: false, // a connection kept open by a receiver would outlive its turn
      lookup: allowsInside ? lookupAnywhere : lookupOutside,
    });
    request.on('response', (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', (error) => reject(timeout.aborted && !signal.aborted ? new SilentError('no answer in time') : error));
    request.end(body);
  });
