import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type ErrorCode, wordError } from '#domain/contract/errors.ts';
import { statusOf } from './http-errors.ts';

const codeOf: Readonly<Record<string, ErrorCode>> = { HPE_HEADER_OVERFLOW: 'headers-too-large', ERR_HTTP_REQUEST_TIMEOUT: 'request-too-slow' };

/** RFC 9457 for what never became a request of Fastify's. Its reader's language is not asked: the sentence comes in both. */
const problemOf = (code: ErrorCode) => {
  const status = statusOf[code];
  const body = JSON.stringify({ type: `/api/docs#${code}`, title: code, status, code, detail: `${wordError(code, 'zh')} ${wordError(code, 'en')}` });
  const headers = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': 'zh-CN, en',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
    'content-length': Buffer.byteLength(body),
  };
  return { status, body, headers };
};

export const answerClientError = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, body, headers } = problemOf(codeOf[error.code ?? ''] ?? 'request-malformed');
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  else socket.destroy();
};

/** An `Expect` that is not 100-continue: Node itself would send a bare 417. */
export const answerExpectation = (_request: IncomingMessage, response: ServerResponse): void => {
  const { status, body, headers } = problemOf('expectation-unknown');
  response.writeHead(status, headers).end(body);
};
