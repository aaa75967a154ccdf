import type { Connection } from './sql.ts';

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A question that is asked of one connection many times in one turn, as when several reports are looked at together: one statement answers all
 * of them. Where that fails each is asked by itself, so that a fault is its own.
 * @param ask gives an answer for each, in their order
 */
export const askedTogether = <Asked, Answer>(
  ask: (connection: Connection, all: readonly Asked[]) => Promise<readonly Answer[]>,
): ((connection: Connection, asked: Asked) => Promise<Answer>) => {
  const waitingOn = new WeakMap<Connection, Waiting<Asked, Answer>[]>();
  const askAll = async (connection: Connection, all: readonly Waiting<Asked, Answer>[]): Promise<void> => {
    try {
      const answers = await ask(
        connection,
        all.map(({ asked }) => asked),
      );
      for (const [i, { resolve }] of all.entries()) resolve(answers[i] as Answer);
    } catch (error) {
      if (all.length === 1) for (const { reject } of all) reject(error);
      else await Promise.all(all.map((one) => askAll(connection, [one])));
    }
  };
  return (connection, asked) =>
    new Promise<Answer>((resolve, reject) => {
      const one = { asked, resolve, reject };
      const others = waitingOn.get(connection);
      if (others) return void others.push(one);
      const all = [one];
      waitingOn.set(connection, all);
      queueMicrotask(() => {
        waitingOn.delete(connection);
        void askAll(connection, all);
      });
    });
};
