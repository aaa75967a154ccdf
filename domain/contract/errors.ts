import { censusWordings } from './census-errors.ts';
import { commonWordings, fillWording, type Language } from './common-errors.ts';
import { importWordings } from './import-errors.ts';
import { ownershipWordings } from './ownership-errors.ts';
import { peopleWordings } from './people-errors.ts';
import { registryWordings } from './registry-errors.ts';
import { ruleWordings } from './rule-errors.ts';
import { unitWordings } from './unit-errors.ts';

/** The one catalogue of errors: each code, and its sentence in both languages. The status of each code stands in api/http-errors.ts alone. */
export const errorWordings = {
  ...commonWordings,
  ...censusWordings,
  ...registryWordings,
  ...importWordings,
  ...peopleWordings,
  ...ruleWordings,
  ...ownershipWordings,
  ...unitWordings,
} as const;

export type ErrorCode = keyof typeof errorWordings;
export type { Language };

/** The sentence of a code with its params filled in; see fillWording. */
export const wordError = (code: ErrorCode, language: Language, params?: Readonly<Record<string, unknown>>): string =>
  fillWording(errorWordings[code], language, params);
