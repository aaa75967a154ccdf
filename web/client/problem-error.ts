import i18next from 'i18next';
import type { ErrorCode, Language } from '#domain/contract/errors.ts';
import type { Problem } from '#domain/contract/terms.ts';

/** A refusal by the API (problem+json), or status 0 with code `unavailable` when the network gave no answer. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Asking again cannot help: the request itself was refused. */
export const isFinal = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500 && error.problem.status !== 429;

/** Nobody is signed in any more, or never was. */
export const isSignedOut = (error: unknown): boolean => error instanceof ProblemError && error.problem.status === 401;

type Catalogue = Pick<typeof import('#domain/contract/errors.ts'), 'errorWordings' | 'wordError'>;
let catalogue: Catalogue | null = null;

/** Loads the catalogue of errors, 6 kB that no page needs before its first refusal; without it replies keep the server's own words. */
export const loadCatalogue = async (): Promise<void> => {
  catalogue ??= await import('#domain/contract/errors.ts').catch(() => null);
};

const knownCode = (code: string): code is ErrorCode => catalogue !== null && code in catalogue.errorWordings;

/** The sentence for a person, in the language chosen now (which may not be the one the reply came in). */
export const wordProblem = (error: unknown, language: Language): string => {
  const unavailable = () => i18next.t('common.unavailable', { lng: language });
  if (!(error instanceof ProblemError)) return unavailable();
  const { code, detail, params, requestId } = error.problem;
  if (code === 'unavailable') return unavailable();
  // A reply worded by the server knows more than its params may tell: prefer it when it is whole.
  if (catalogue === null || !knownCode(code) || (params === undefined && detail)) return detail || unavailable();
  return catalogue.wordError(code, language, { requestId, ...params });
};
