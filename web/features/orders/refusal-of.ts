import { type Language, wordError } from '#domain/contract/errors.ts';
import type { Rejection } from '#domain/rejection.ts';
import { ProblemError, wordProblem } from '../../client/problem-error.ts';
import type { FieldRefusal } from '../../staff/refused.tsx';
import type { Draft } from './drafts.ts';

interface Tried {
  /** What the form lacks by the rules; told once it was tried. */
  readonly rejection: Rejection | null;
  readonly tries: number;
  /** What the server said of it. */
  readonly error: unknown;
  readonly draft: Draft;
}

/** Why a form may not go, and at which of its fields: a danger that is not safe yet lacks its photo where the place is there. */
export const refusalOf = (
  { rejection, tries, error, draft }: Tried,
  language: Language,
  /** Of what is chosen, what to do where nothing was; the API knows only of what it does not find. */
  unchosen: Readonly<Record<string, string>>,
): FieldRefusal | null => {
  if (rejection !== null && tries > 0) {
    const { code, field, params } = rejection;
    const choose = unchosen[field ?? ''];
    if (choose !== undefined) return { field, words: choose };
    return { field: code === 'danger-not-safe' && draft.position !== undefined ? 'photoIds' : field, words: wordError(code, language, params) };
  }
  return error instanceof ProblemError && error.problem.field !== undefined ? { field: error.problem.field, words: wordProblem(error, language) } : null;
};
