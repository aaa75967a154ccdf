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

/** The likeliest owner, nobody left aside. */
export const likeliest = (owners: Iterable<readonly [string | null, number]>): { unitId: string | null; probability: number } =>
  [...owners].reduce((top, [unitId, probability]) => (unitId !== null && probability > top.probability ? { unitId, probability } : top), {
    unitId: null as string | null,
    probability: 0,
  });

export const firstTry = (answer: Answer) => likeliest(answer.owners.map(({ unitId, probability }) => [unitId, probability] as const));
