import type { ErrorCode } from './contract/errors.ts';

/** Why a decision said no. Never thrown; api/http-errors.ts turns its code into a status. */
export interface Rejection {
  readonly code: ErrorCode;
  /** JSON pointer without the leading slash: 'position/lat'. */
  readonly field?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export type Decision<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly rejection: Rejection };

export const accept = <T>(value: T): Decision<T> => ({ ok: true, value });

export const reject = (code: ErrorCode, rest: Omit<Rejection, 'code'> = {}): { ok: false; rejection: Rejection } => ({
  ok: false,
  rejection: { code, ...rest },
});
