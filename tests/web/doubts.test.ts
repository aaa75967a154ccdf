import { expect, test } from 'vitest';
import { withDecided } from '../../web/features/census/queries.ts';

type Page = Parameters<typeof withDecided>[0];
const name = { zh: '上水井盖', en: 'Water cover' };
const side = {
  row: 1,
  assetId: null,
  className: name,
  sourceNumber: null,
  owner: null,
  address: null,
  status: null,
  lettering: null,
  point: { lon: 121, lat: 31 },
};
const item = (row: number, kind: 'near_registered' | 'moved_far', decision: 'merge' | 'keep' | null = null): Page['items'][number] => ({
  ...{ row, kind, decision, mayTakeBack: decision !== null, assetId: null, otherRow: null, distanceM: 1, said: null, changes: null },
  ...{ className: name, here: side, there: null },
});
const page: Page = {
  open: 3,
  kinds: [
    { kind: 'near_registered', open: 2, decided: 1 },
    { kind: 'moved_far', open: 1, decided: 0 },
  ],
  items: [item(1, 'near_registered'), item(2, 'near_registered', 'keep'), item(3, 'moved_far'), item(4, 'near_registered')],
  nextAfter: null,
};

test('a decision shows at once on its row, and is counted of its kind', () => {
  const after = withDecided(page, [1], 'merge');
  expect(after.items.map(({ decision, mayTakeBack }) => [decision, mayTakeBack])).toEqual([
    ['merge', true],
    ['keep', true],
    [null, false],
    [null, false],
  ]);
  expect(after).toMatchObject({ open: 2, kinds: [{ open: 1, decided: 2 }, { open: 1 }] });
});

test('one that is taken back is open again; a row that was decided before, or stands on another page, changes nothing', () => {
  const after = withDecided(page, [2], null);
  expect(after).toMatchObject({ open: 4, kinds: [{ open: 3, decided: 0 }, { open: 1 }] });
  expect(withDecided(page, [2, 99], 'merge')).toEqual(page);
});
