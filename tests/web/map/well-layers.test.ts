import { expect, test } from 'vitest';
import { wellLayers } from '../../../web/map/thing-layers.ts';

test('wells leave a street its name: their signs take no room from what is written', () => {
  for (const layer of wellLayers('wells', 'zh')) expect(layer.layout).toMatchObject({ 'icon-allow-overlap': true, 'icon-ignore-placement': true });
});
