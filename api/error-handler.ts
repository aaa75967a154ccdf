import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { codeOfDatabaseError } from '#db/errors.ts';
import { type ErrorCode, type Language, wordError } from '#domain/contract/errors.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { App } from './app-type.ts';
import { HttpError } from './errors.ts';
import { statusOf } from './http-errors.ts';
import { languageOf } from './language.ts';

const codeOfFastify: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body-not-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body-not-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body-not-json',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  FST_REQ_FILE_TOO_LARGE: 'photo-too-large',
  FST_FILES_LIMIT: 'photos-too-many',
  FST_PARTS_LIMIT: 'photos-too-many',
  FST_FIELDS_LIMIT: 'photos-too-many',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'media-type-unsupported',
};
/** A body that does not parse reaches us as a 400 by its parser, what is wrong about a file of the web by its status alone; nothing of ours throws either. */
const codeOfStatus: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'body-not-json'],
  [403, 'not-found'], // outside the web's folder
  [404, 'not-found'],
  [412, 'file-changed'],
  [416, 'file-range-outside'],
]);
/** The field that a constraint of the database is about, where the one who asked has it in a form. */
const fields: Readonly<Partial<Record<ErrorCode, string>>> = { 'username-taken': 'username' };
const limits: Readonly<Partial<Record<ErrorCode, string>>> = { 'body-too-large': '1 MB', 'photo-too-large': '12 MB' };

/** The range (county and class) that ran full, as the database names it. */
const prefixOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'detail' in error ? String(error.detail) : '');

/** What went wrong, as the catalogue names it; null when it is our own fault. */
const rejectionOf = (error: unknown): Rejection | null => {
  if (error instanceof HttpError) return error.rejection;
  const fastify = error as Partial<FastifyError>;
  const code = codeOfFastify[fastify.code ?? ''] ?? codeOfDatabaseError(error);
  if (code === 'serials-exhausted') return { code, params: { prefix: prefixOf(error) } };
  if (code)
    return {
      code,
      ...(fields[code] === undefined ? {} : { field: fields[code] }),
      ...(limits[code] === undefined ? {} : { params: { limit: limits[code] } }),
    };
  const byStatus = codeOfStatus.get(fastify.statusCode ?? 0);
  return byStatus === undefined ? null : { code: byStatus };
};

/** The reader's own language of params that carry both: whyZh and whyEn become why. */
const paramsFor = (language: Language, params: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { whyZh, whyEn, ...rest } = params;
  return whyZh === undefined ? rest : { ...rest, why: language === 'zh' ? whyZh : whyEn };
};

/** RFC 9457 in the reader's language. */
const problemFor = (request: FastifyRequest, rejection: Rejection) => {
  const language = languageOf(request);
  const status = statusOf[rejection.code];
  const params = paramsFor(language, { ...rejection.params, ...(rejection.code === 'internal' ? { requestId: request.id } : {}) });
  const detail = wordError(rejection.code, language, { field: rejection.field, ...params });
  return {
    type: `/api/docs#${rejection.code}`,
    title: rejection.code,
    status,
    code: rejection.code,
    ...(rejection.field === undefined ? {} : { field: rejection.field }),
    detail,
    ...(Object.keys(params).length === 0 ? {} : { params }),
    requestId: request.id,
  };
};

export const sendProblem = (request: FastifyRequest, reply: FastifyReply, rejection: Rejection): FastifyReply => {
  const problem = problemFor(request, rejection);
  const { status, params = {} } = problem;
  if (status === 429 && typeof params['seconds'] === 'number') reply.header('retry-after', params['seconds']);
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="jingzheng"');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-language', languageOf(request) === 'zh' ? 'zh-CN' : 'en')
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem);
};

// The database's messages quote values, which may be personal: what stands in quotes is left out of the log.
const unquoted = (message: string) => message.replace(/"[^"]*"|'[^']*'/g, '"…"');

/** What is told of everything thrown: a rejection as it is; the rest is logged, and is `internal`. */
const toldOf = (error: unknown, request: FastifyRequest): Rejection => {
  const rejection = rejectionOf(error);
  if (rejection !== null && statusOf[rejection.code] < 500) return rejection;
  const { message, stack, code } = error instanceof Error ? (error as FastifyError) : { message: String(error), stack: '', code: '' };
  const frames = (stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  request.log.error({ code, message: unquoted(message), frames }, 'request failed');
  return rejection ?? { code: 'internal' };
};

/** The problem of one of several things that a request asked for. */
export const problemOf = (error: unknown, request: FastifyRequest) => problemFor(request, toldOf(error, request));

/** Handles everything thrown. */
export const handleError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => sendProblem(request, reply, toldOf(error, request));

const fits = (pattern: string, path: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path);

/** No route of this method and path: 405 with Allow when another method is taken there, else 404. */
export const handleNotFound = (app: App, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const path = request.url.split('?', 1)[0] ?? '';
  const allowed = app.contracts.filter((c) => fits(c.path, path)).map((c) => c.method);
  if (allowed.length === 0 || allowed.some((m) => m === request.method)) return sendProblem(request, reply, { code: 'not-found' });
  return sendProblem(request, reply.header('allow', [...new Set(allowed)].join(', ')), { code: 'method-not-allowed' });
};
