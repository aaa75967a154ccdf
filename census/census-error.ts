import type { ErrorCode } from '#domain/contract/errors.ts';
import { wordError } from '#domain/contract/errors.ts';
import type { Rejection } from '#domain/rejection.ts';

type Params = NonNullable<Rejection['params']>;

/** A file that cannot be taken as it is. Its rejection names file, row and column as far as they are known. */
export class CensusError extends Error {
  readonly rejection: Rejection;

  constructor(code: ErrorCode, params: Params) {
    super(`${wordError(code, 'zh', params)} / ${wordError(code, 'en', params)}`);
    this.name = 'CensusError';
    this.rejection = { code, params };
  }
}
