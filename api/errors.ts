import type { ErrorCode } from '#domain/contract/errors.ts';
import type { Decision, Rejection } from '#domain/rejection.ts';

/** A rejection on its way to the one error handler, which gives it status and words. */
export class HttpError extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.code);
    this.name = 'HttpError';
    this.rejection = rejection;
  }
}

/** Ends the request with a code: `throw refuse('plate-unknown', { field: 'id' })`. */
export const refuse = (code: ErrorCode, rest: Omit<Rejection, 'code'> = {}): HttpError => new HttpError({ code, ...rest });

/** The value of a decision; a rejection is thrown as HttpError. */
export const accepted = <T>(decision: Decision<T>): T => {
  if (!decision.ok) throw new HttpError(decision.rejection);
  return decision.value;
};
