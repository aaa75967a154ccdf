interface Waiting<One, Outcome> {
  readonly one: One;
  /** When it came, milliseconds of this process. */
  readonly since: number;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

interface Terms {
  readonly most: number;
  readonly atOnce: number;
  readonly longestMs?: number;
  readonly tooLate?: () => Error;
}

/**
 * Works what comes at the same time together: what arrives in one turn, and what arrives while as many works as may run at once are under way.
 * One that comes alone waits for nobody.
 * @param work gives an outcome for each, in their order; where it fails it fails for all of them
 * @param longestMs whoever has waited so long for others' works is refused, as `tooLate` says, when their turn comes: else each stuck work would make the line longer
 */
export const together = <One, Outcome>(
  work: (all: readonly One[]) => Promise<readonly Outcome[]>,
  { most, atOnce, longestMs = Number.POSITIVE_INFINITY, tooLate = () => new Error('waited too long') }: Terms,
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
    // In the order in which they came: whoever waits too long stands first.
    while (waiting[0] && performance.now() - waiting[0].since > longestMs) waiting.shift()?.reject(tooLate());
    while (running < atOnce && waiting.length > 0) {
      running += 1;
      void run(waiting.splice(0, most));
    }
  };
  return (one) =>
    new Promise<Outcome>((resolve, reject) => {
      waiting.push({ one, since: performance.now(), resolve, reject });
      if (isCalled || running >= atOnce) return;
      isCalled = true;
      setImmediate(begin);
    });
};
