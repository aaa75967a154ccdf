import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ErrorCode, wordError } from '#domain/contract/errors.ts';
import { statusOf } from './http-errors.ts';

const codeOf: Readonly<Record<string, ErrorCode>> = { HPE_HEADER_OVERFLOW: 'headers-too-large', ERR_HTTP_REQUEST_TIMEOUT: 'request-too-slow' };

/** RFC 9457 for what never became a request. Its reader's language is not known: the sentence comes in both. */
export const answerClientError = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const code = codeOf[error.code ?? ''] ?? 'request-malformed';
  const status = statusOf[code];
  const detail = `${wordError(code, 'zh')} ${wordError(code, 'en')}`;
  const body = JSON.stringify({ type: `/api/docs#${code}`, title: code, status, code, detail });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    'content-language: zh-CN, en',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  else socket.destroy();
};
