import { expect, test } from 'vitest';
import { inPieces, pieceOf } from '../../web/features/desk/in-pieces.ts';

const things = Array.from({ length: 34 }, (_, i) => i);
const worked = async (stopAfter = Number.POSITIVE_INFINITY, failsAt = Number.POSITIVE_INFINITY) => {
  const [sent, left, told]: [number[][], number[], number[]] = [[], [], []];
  const run = inPieces(things, {
    send: async (piece) => {
      if (sent.length === failsAt) throw new Error('no answer');
      sent.push([...piece]);
      return piece.map((order) => ({ order, error: null }));
    },
    onLeft: (rest) => left.push(rest.length),
    onOutcomes: (part) => told.push(...part.map(({ order }) => order)),
    isStopped: () => sent.length >= stopAfter,
  });
  const failed = await run.then(
    () => null,
    (error: Error) => error.message,
  );
  return { sent, left, told, failed };
};

test('many things are asked for piece by piece, in their order, each once', async () => {
  const { sent, told, left } = await worked();
  expect(sent.map(({ length }) => length)).toEqual([pieceOf, pieceOf, pieceOf, 4]);
  expect(told).toEqual(things);
  expect(left, 'before each piece it is written down what is not answered yet').toEqual([34, 24, 14, 4]);
});

test('stopped half-way, the piece on its way is told and nothing after it is asked for', async () => {
  const { told, left } = await worked(2);
  expect(told).toEqual(things.slice(0, 20));
  expect(left.at(-1)).toBe(24);
});

test('a piece without an answer ends it; what was told before stays told', async () => {
  const { told, left, failed } = await worked(undefined, 1);
  expect(failed).toBe('no answer');
  expect(told).toEqual(things.slice(0, pieceOf));
  expect(left.at(-1), 'the piece without an answer is among what is left').toBe(24);
});
