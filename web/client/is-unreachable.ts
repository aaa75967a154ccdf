import { ProblemError } from './problem-error.ts';

/** Nobody answered in time: whether it arrived is not known, and its key makes a second try safe. */
export const isUnreachable = (error: unknown): boolean =>
  (error instanceof ProblemError && error.problem.status === 0) || (error instanceof DOMException && error.name === 'TimeoutError');
