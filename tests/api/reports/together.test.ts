import { expect, test } from 'vitest';
import { together } from '../../../api/together.ts';

/** Works that end when told to, with what each was given. */
const gathering = ({ most = 16, atOnce = 1, ...late }: Partial<Parameters<typeof together>[1]> = {}) => {
  const works: { given: readonly number[]; end: (error?: Error) => void }[] = [];
  const ask = together<number, string>(
    (given) =>
      new Promise((resolve, reject) => {
        works.push({ given, end: (error) => (error ? reject(error) : resolve(given.map((n) => `did ${n}`))) });
      }),
    { most, atOnce, ...late },
  );
  return { works, ask };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what comes in one turn is worked together, each with its own outcome', async () => {
  const { works, ask } = gathering();
  const all = Promise.all([ask(1), ask(2), ask(3)]);
  await turn();
  expect(works.map(({ given }) => given)).toEqual([[1, 2, 3]]);
  works[0]?.end();
  expect(await all).toEqual(['did 1', 'did 2', 'did 3']);
});

test('what comes while the others are worked waits for one of them to end, at most so many together', async () => {
  const { works, ask } = gathering({ most: 2, atOnce: 2 });
  const all = [1, 2, 3, 4, 5, 6, 7].map(ask);
  await turn();
  expect(works.map(({ given }) => given)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  works[1]?.end();
  expect(await all[3]).toBe('did 4');
  await turn();
  expect(works[2]?.given).toEqual([5, 6]);
  works[0]?.end();
  await turn();
  expect(works[3]?.given).toEqual([7]);
  works[2]?.end();
  works[3]?.end();
  expect(await Promise.all(all)).toHaveLength(7);
});

test('a work that fails fails for those in it, and the next ones are worked', async () => {
  const { works, ask } = gathering({ most: 2 });
  const all = Promise.allSettled([ask(1), ask(2), ask(3)]);
  await turn();
  works[0]?.end(new Error('no'));
  await turn();
  works[1]?.end();
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});

test('who has waited too long for others is refused when the turn comes, and who came since is worked', async () => {
  const { works, ask } = gathering({ most: 1, longestMs: 40, tooLate: () => new Error('come again') });
  const all = [ask(1), ask(2), ask(3)].map((one) => one.catch((error: Error) => error.message));
  await turn();
  await new Promise((resolve) => setTimeout(resolve, 60));
  const late = ask(4);
  works[0]?.end();
  expect(await Promise.all(all)).toEqual(['did 1', 'come again', 'come again']);
  await turn();
  expect(works.map(({ given }) => given)).toEqual([[1], [4]]);
  works[1]?.end();
  expect(await late).toBe('did 4');
});
