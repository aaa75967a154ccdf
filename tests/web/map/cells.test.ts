import { expect, test } from 'vitest';
import { darkPalette, lightPalette } from '../../../web/map/palette.ts';
import { distantWellLayers } from '../../../web/map/thing-layers.ts';

test.each([lightPalette, darkPalette])('the number of a cell’s wells lies over its dot and under what is damaged, at every counted zoom', (palette) => {
  const ids = distantWellLayers('wells', palette, 'zh').map(({ id }) => id);
  const at = ids.indexOf('well-counts');
  expect(ids.slice(0, at).filter((id) => id.startsWith('well-groups'))).toHaveLength(8);
  expect(ids.slice(at).filter((id) => id.startsWith('well-alarms'))).toHaveLength(8);
});
