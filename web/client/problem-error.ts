import { type ErrorCode, errorWordings, type Language, wordError } from '#domain/contract/errors.ts';
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

const isKnown = (code: string): code is ErrorCode => code in errorWordings;

/** The sentence for a person, in the language chosen now (which may not be the one the reply came in). */
export const wordProblem = (error: unknown, language: Language): string => {
  if (!(error instanceof ProblemError)) return wordError('unavailable', language);
  const { code, detail, params, requestId } = error.problem;
  // A reply worded by the server knows more than its params may tell: prefer it when it is whole.
  if (!isKnown(code)) return detail || wordError('unavailable', language);
  return params === undefined && detail ? detail : wordError(code, language, { requestId, ...params });
};
