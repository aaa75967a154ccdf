import { ProblemError } from '../../client/problem-error.ts';

/** The numbers a mistyped one may have meant, when the refusal names any. */
export const suggestionsIn = (error: unknown): string[] => {
  if (!(error instanceof ProblemError)) return [];
  const found: unknown = error.problem.params?.['suggestions'];
  const list = typeof found === 'string' ? found.split(/[\s,]+/) : Array.isArray(found) ? found : [];
  return list.filter((id): id is string => typeof id === 'string' && id !== '').slice(0, 20);
};
