import { expect, test } from 'vitest';
import { decideStatusChange } from '#domain/asset-status.ts';

const asset = { ownerId: 'power', maintainerId: 'keeper', status: 'intact' as const, version: 3 };

test.each(['power', 'keeper'])('%s, its owner or maintainer, changes its status', (unit) => {
  expect(decideStatusChange(['gas', unit], asset, 'damaged', 3)).toEqual({ ok: true, value: { status: 'damaged', before: 'intact', version: 4 } });
});

test('nobody else does, and nobody at all that of an ownerless one', () => {
  expect(decideStatusChange(['gas'], asset, 'damaged', 3)).toMatchObject({ ok: false, rejection: { code: 'not-its-keeper' } });
  expect(decideStatusChange([], asset, 'damaged', 3)).toMatchObject({ ok: false, rejection: { code: 'not-its-keeper' } });
  expect(decideStatusChange(['gas'], { ...asset, ownerId: null, maintainerId: null }, 'damaged', 3)).toMatchObject({
    ok: false,
    rejection: { code: 'not-its-keeper' },
  });
});

test('who looked at an older version is told', () => {
  expect(decideStatusChange(['power'], asset, 'missing', 2)).toMatchObject({ ok: false, rejection: { code: 'version-stale', field: 'version' } });
});
