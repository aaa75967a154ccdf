interface Waiting<One, Outcome> {
  readonly one: One;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Works what comes at the same time together: what arrives in one turn, and what arrives while as many works as may run at once are under way.
 * One that comes alone waits for nobody.
 * @param work gives an outcome for each, in their order; where it fails it fails for all of them
 */
export const together = <One, Outcome>(
  work: (all: readonly One[]) => Promise<readonly Outcome[]>,
  { most, atOnce }: { readonly most: number; readonly atOnce: number },
): ((one: One) => Promise<Outcome>) => {
  const waiting: Waiting<One, Outcome>[] = [];
  let running = 0;
  let isCalled = false;
  const run = async (all: readonly Waiting<One, Outcome>[]): Promise<void> => {
    try {
      const outcomes = await work(all.map(({ one }) => one));
      for (const [i, { resolve }] of all.entries()) resolve(outcomes[i] as Outcome);
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
    running -= 1;
    begin();
  };
  const begin = (): void => {
    isCalled = false;
    while (running < atOnce && waiting.length > 0) {
      running += 1;
      void run(waiting.splice(0, most));
    }
  };
  return (one) =>
    new Promise<Outcome>((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (isCalled || running >= atOnce) return;
      isCalled = true;
      setImmediate(begin);
    });
};
