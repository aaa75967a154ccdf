import type { StyleSpecification, VectorSourceSpecification } from 'maplibre-gl';
import { boundaryLayers, groundLayers, nameLayers } from './ground-layers.ts';
import { darkPalette, lightPalette } from './palette.ts';
import { assetLayers, chosenAssetLayers, distantWellLayers, orderLayers, wellLayers } from './thing-layers.ts';

export interface Drawn {
  readonly dark: boolean;
  readonly language: string;
  readonly staff: boolean;
  readonly staffOrders: boolean;
  readonly selectedOrderId: string | null;
  readonly selectedAssetId: string | null;
  /** The city's own basemap, already loaded; null for ours. */
  readonly basemap: StyleSpecification | null;
}

const source = (name: string): VectorSourceSpecification => ({ type: 'vector', url: new URL(`/tiles/${name}`, location.href).href });
const sources = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, source(name)]));

/** The whole style for what is shown now; MapLibre applies only what differs. */
export const buildStyle = ({ dark, language, staff, staffOrders, selectedOrderId, selectedAssetId, basemap }: Drawn): StyleSpecification => {
  const palette = dark ? darkPalette : lightPalette;
  const wells = staff ? 'staff-wells' : 'wells';
  const distant = [...assetLayers(palette), ...distantWellLayers(wells, palette)];
  const near = [
    ...wellLayers(wells),
    ...(staff ? chosenAssetLayers(wells, palette, selectedAssetId) : []),
    ...(staff && staffOrders ? orderLayers(palette, selectedOrderId) : []),
  ];
  const always = sources(['districts', 'streets', 'assets', wells, ...(staff && staffOrders ? ['staff-orders'] : [])]);
  if (basemap) return { ...basemap, sources: { ...basemap.sources, ...always }, layers: [...basemap.layers, ...boundaryLayers(palette), ...distant, ...near] };
  return {
    version: 8,
    sources: { ...sources(['waters', 'roads', 'labels']), ...always },
    layers: [...groundLayers(palette), ...boundaryLayers(palette), ...distant, ...nameLayers(palette, language), ...near],
  };
};
