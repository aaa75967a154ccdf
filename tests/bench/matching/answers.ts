/** What whoever answers says: owners with their probabilities, the asset meant, what to do. */
export interface Answer {
  readonly owners: readonly { readonly unitId: string | null; readonly probability: number }[];
  readonly action: 'dispatch' | 'ask' | 'patrol';
}

/** One report with what was answered and what could best be answered. */
export interface Scored {
  readonly answer: Answer;
  readonly best: ReadonlyMap<string | null, number>;
  readonly truth: string | null;
  readonly district: string;
  readonly classCode: string;
}

const likeliest = (owners: Iterable<readonly [string | null, number]>): { unitId: string | null; probability: number } =>
  [...owners].reduce((top, [unitId, probability]) => (unitId !== null && probability > top.probability ? { unitId, probability } : top), {
    unitId: null as string | null,
    probability: 0,
  });

export const firstTry = (answer: Answer) => likeliest(answer.owners.map(({ unitId, probability }) => [unitId, probability] as const));

export interface Rightness {
  readonly reports: number;
  /** Right owner at the first try: as it came, of the best answer as it came. */
  readonly right: number;
  readonly bestRight: number;
  /** Expected right under the stated model, as a share of what the best answer expects: the same without the luck of the draw. */
  readonly shareOfBest: number;
  readonly calibrationError: number;
  readonly meanSaid: number;
  /** Wrong dispatches and questions in a thousand reports, expected under the stated model. */
  readonly wrongDispatches: number;
  readonly questions: number;
  readonly patrols: number;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
const bins = 15;

/** How far said and true chances lie apart, over fifteen bins of equal width. */
const calibrationError = (pairs: readonly { said: number; true: number }[]): number => {
  const byBin = Map.groupBy(pairs, ({ said }) => Math.min(bins - 1, Math.floor(said * bins)));
  return [...byBin.values()].reduce((sum, bin) => sum + Math.abs(mean(bin.map((p) => p.said)) - mean(bin.map((p) => p.true))) * (bin.length / pairs.length), 0);
};

export const rightness = (scored: readonly Scored[]): Rightness => {
  const tries = scored.map(({ answer, best, truth }) => {
    const own = firstTry(answer);
    const top = likeliest(best);
    return {
      said: own.probability,
      true: best.get(own.unitId) ?? 0,
      best: top.probability,
      right: own.unitId === truth && truth !== null,
      bestRight: top.unitId === truth && truth !== null,
    };
  });
  const acted = (action: Answer['action']) =>
    scored.map(({ answer }, i) => ({ is: answer.action === action, wrong: 1 - (tries[i]?.true ?? 0) })).filter(({ is }) => is);
  const perThousand = (sum: number) => (1000 * sum) / Math.max(1, scored.length);
  return {
    reports: scored.length,
    right: mean(tries.map((t) => Number(t.right))),
    bestRight: mean(tries.map((t) => Number(t.bestRight))),
    shareOfBest: mean(tries.map((t) => (t.said > 0 ? t.true : 0))) / mean(tries.map((t) => t.best)),
    calibrationError: calibrationError(tries),
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
