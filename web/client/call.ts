import type { Static, TSchema } from 'typebox';
import type { RouteContract } from '#domain/contract/route.ts';
import type { Problem } from '#domain/contract/terms.ts';
import { currentLanguage } from '../i18n/language.ts';
import { csrfToken } from './csrf.ts';
import { loadCatalogue, ProblemError } from './problem-error.ts';

/** A contract's method and path alone, carrying its types; the schemas stay out of the browser's script. */
export interface Called<C extends RouteContract> {
  readonly method: C['method'];
  readonly path: C['path'];
  readonly contract?: C;
}

type Part<C, K extends 'params' | 'query' | 'headers' | 'body'> = C extends { readonly [P in K]: infer S extends TSchema }
  ? { [P in K]: Static<S> }
  : { [P in K]?: undefined };
type OptionalQuery<C> = C extends { readonly query: infer S extends TSchema } ? { query?: Static<S> } : { query?: undefined };
export type CallWith<C extends RouteContract> = Part<C, 'params'> &
  OptionalQuery<C> &
  Part<C, 'headers'> &
  Part<C, 'body'> & {
    signal?: AbortSignal;
    /** Who has waited so long gets no answer any more. */
    longestMs?: number;
  };

type ReplySchemas<C extends RouteContract> = C['reply'][keyof C['reply']];
export type Reply<C extends RouteContract> = ReplySchemas<C> extends infer S extends TSchema ? Static<S> : undefined;

type Values = Readonly<Record<string, unknown>>;

/** Fills `:name` places and appends the query; undefined and null values are left out. */
export const hrefOf = (path: string, params: Values = {}, query: Values = {}): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  return search.size > 0 ? `${filled}?${search}` : filled;
};

const unreachable = (): ProblemError => new ProblemError({ type: 'about:blank', title: '', status: 0, code: 'unavailable', detail: '' });

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'code' in value && 'status' in value;

/** A refusal by its body, or by its status where the body is none of the API's. */
const refusalOf = async (status: number, title: string, body: unknown): Promise<ProblemError> => {
  await loadCatalogue();
  if (isProblem(body)) return new ProblemError(body);
  return new ProblemError({ type: 'about:blank', title, status, code: status >= 500 ? 'unavailable' : 'not-found', detail: '' });
};

/** What every request says: the reader's language, and with a change the session's CSRF token. */
const headersOf = (method: string, headers: Values): Headers => {
  const all = new Headers({ accept: 'application/json, application/problem+json', 'accept-language': currentLanguage() });
  for (const [name, value] of Object.entries(headers)) all.set(name, String(value));
  const csrf = csrfToken();
  if (method !== 'GET' && csrf) all.set('x-csrf-token', csrf);
  return all;
};

/** One request with the reader's language and the session's CSRF token. @throws ProblemError */
export const send = async (method: string, href: string, body: BodyInit | null, headers: Values, signal?: AbortSignal): Promise<unknown> => {
  const response = await fetch(href, { method, headers: headersOf(method, headers), body, credentials: 'same-origin', ...(signal ? { signal } : {}) }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error;
      throw unreachable();
    },
  );
  if (!response.ok) throw await refusalOf(response.status, response.statusText, await response.json().catch(() => null));
  return response.status === 204 ? undefined : response.json();
};

/** What any answer takes at most: a network that drops a line without a word would be waited for without end. */
const usualMs = 60_000;
/** … but for what the server works through meanwhile: all wells of a unit. */
export const longestWorkMs = 600_000;

const within = (longestMs: number, signal: AbortSignal | undefined): AbortSignal => {
  const limit = AbortSignal.timeout(longestMs);
  return signal === undefined ? limit : 'any' in AbortSignal ? AbortSignal.any([signal, limit]) : signal; // a browser of before 2023 has no `any`
};

/**
 * Calls a route of `routes.ts` with the types of its contract.
 * @throws ProblemError when refused or unreachable; the signal's own reason when aborted, a TimeoutError when nobody answered in time
 */
export const call = async <C extends RouteContract>(route: Called<C>, args: CallWith<C>): Promise<Reply<C>> => {
  const given: { params?: Values | undefined; query?: Values | undefined; headers?: Values | undefined; body?: unknown } = args;
  const signal = within(args.longestMs ?? usualMs, args.signal);
  const hasBody = given.body !== undefined;
  const headers = { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...given.headers };
  const reply = await send(route.method, hrefOf(route.path, given.params, given.query), hasBody ? JSON.stringify(given.body) : null, headers, signal);
  return reply as Reply<C>;
};

/**
 * Sends a form whose file may be large, telling how much has gone: fetch cannot say so.
 * @throws ProblemError when refused or unreachable; the signal's own reason when aborted
 */
export const sendForm = (route: { readonly method: string; readonly path: string }, form: FormData, onSent: (share: number) => void, signal: AbortSignal) =>
  new Promise<unknown>((settle, fail) => {
    const request = new XMLHttpRequest();
    request.open(route.method, route.path);
    request.responseType = 'json';
    headersOf(route.method, {}).forEach((value, name) => {
      request.setRequestHeader(name, value);
    });
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) settle(request.response);
      else void refusalOf(request.status, request.statusText, request.response).then(fail);
    };
    request.onerror = () => fail(unreachable());
    request.onabort = () => fail(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
