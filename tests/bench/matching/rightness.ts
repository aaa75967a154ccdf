import { calibrationOf, shareOfBest, sumsOf } from './answer-sums.ts';
import { type Answer, firstTry, likeliest, type Scored } from './answers.ts';

export interface Rightness {
  readonly reports: number;
  /** Right owner at the first try: as it came, of the best answer as it came. */
  readonly right: number;
  readonly bestRight: number;
  /** Expected right under the stated model, as a share of what the best answer expects: the same without the luck of the draw. */
  readonly shareOfBest: number;
  readonly calibrationError: number;
  /** Their standard errors. */
  readonly shareUnsure: number;
  readonly calibrationUnsure: number;
  readonly meanSaid: number;
  /** Wrong dispatches and questions in a thousand reports, expected under the stated model. */
  readonly wrongDispatches: number;
  readonly questions: number;
  readonly patrols: number;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
export const rightness = (scored: readonly Scored[]): Rightness => {
  const tries = scored.map(({ answer, best, truth }) => {
    const own = firstTry(answer);
    const top = likeliest(best);
    return {
      said: own.probability,
      true: best.get(own.unitId) ?? 0,
      right: own.unitId === truth && truth !== null,
      bestRight: top.unitId === truth && truth !== null,
    };
  });
  const sums = sumsOf(scored);
  const [share, calibration] = [shareOfBest(sums), calibrationOf(sums)];
  const acted = (action: Answer['action']) =>
    scored.map(({ answer }, i) => ({ is: answer.action === action, wrong: 1 - (tries[i]?.true ?? 0) })).filter(({ is }) => is);
  const perThousand = (sum: number) => (1000 * sum) / Math.max(1, scored.length);
  return {
    reports: scored.length,
    right: mean(tries.map((t) => Number(t.right))),
    bestRight: mean(tries.map((t) => Number(t.bestRight))),
    shareOfBest: share.value,
    calibrationError: calibration.value,
    shareUnsure: share.error,
    calibrationUnsure: calibration.error,
    meanSaid: mean(tries.map((t) => t.said)),
    wrongDispatches: perThousand(acted('dispatch').reduce((sum, { wrong }) => sum + wrong, 0)),
    questions: perThousand(acted('ask').length),
    patrols: perThousand(acted('patrol').length),
  };
};

/** The calibration error of each group that has enough answers to tell, the worst first. */
export const groupErrors = <S extends Scored>(
  scored: readonly S[],
  keyOf: (one: S) => string,
  atLeast: number,
): { readonly key: string; readonly answers: number; readonly error: number }[] =>
  [...Map.groupBy(scored, keyOf)]
    .filter(([, group]) => group.length >= atLeast)
    .map(([key, group]) => ({ key, answers: group.length, error: rightness(group).calibrationError }))
    .sort((a, b) => b.error - a.error);
