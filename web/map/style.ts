import type { StyleSpecification, VectorSourceSpecification } from 'maplibre-gl';
import { boundaryLayers, groundLayers, nameLayers } from './ground-layers.ts';
import { darkPalette, lightPalette } from './palette.ts';
import { pointLayer, pointSource } from './point-layers.ts';
import { assetLayers, chosenAssetLayers, distantWellLayers, orderLayers, wellLayers } from './thing-layers.ts';
import type { MapFilters, MapPoint } from './types.ts';

export interface Drawn {
  readonly dark: boolean;
  readonly language: string;
  readonly staff: boolean;
  readonly staffOrders: boolean;
  readonly groundOnly: boolean;
  readonly selectedOrderId: string | null;
  readonly selectedAssetId: string | null;
  readonly filters: MapFilters;
  readonly points: readonly MapPoint[];
  /** The city's own basemap, already loaded; null for ours. */
  readonly basemap: StyleSpecification | null;
}

// Tiles of this zoom are magnified when nearer: 13 cm a unit, and a street corner is not asked for anew at each step.
const nearestAsked = 16;

/** `?class=0101,0103&status=damaged`; empty where nothing is narrowed. */
const queryOf = ({ classCodes = [], ownerIds = [], statuses = [] }: MapFilters, staff: boolean): string => {
  const lists = [
    ['class', classCodes],
    ['status', statuses],
    ['owner', staff ? ownerIds : []],
  ] as const;
  const asked = lists.filter(([, items]) => items.length > 0).map(([name, items]) => `${name}=${[...items].sort().join(',')}`);
  return asked.length === 0 ? '' : `?${asked.join('&')}`;
};

const source = (name: string, query = ''): VectorSourceSpecification => ({
  type: 'vector',
  url: new URL(`/tiles/${name}${query}`, location.href).href,
  ...(singles.has(name) ? { maxzoom: nearestAsked } : {}),
});
const singles: ReadonlySet<string> = new Set(['wells', 'assets', 'staff-wells', 'staff-assets', 'staff-orders']);
const sources = (names: readonly string[], query = '') => Object.fromEntries(names.map((name) => [name, source(name, query)]));

/** The whole style for what is shown now; MapLibre applies only what differs. */
export const buildStyle = (drawn: Drawn): StyleSpecification => {
  const { dark, language, staff, groundOnly, selectedOrderId, selectedAssetId, filters, points, basemap } = drawn;
  const staffOrders = drawn.staffOrders && !groundOnly;
  const palette = dark ? darkPalette : lightPalette;
  const [wells, assets] = staff ? ['staff-wells', 'staff-assets'] : ['wells', 'assets'];
  const distant = groundOnly ? [] : [...assetLayers(assets, palette), ...distantWellLayers(wells, palette, language)];
  const near = [
    ...(groundOnly ? [] : wellLayers(wells, language)),
    ...(staff && !groundOnly ? chosenAssetLayers(wells, palette, selectedAssetId) : []),
    ...(staff && staffOrders ? orderLayers(palette, language, selectedOrderId) : []),
    ...(points.length > 0 ? [pointLayer(palette)] : []),
  ];
  const always = {
    ...sources(['districts', 'streets', ...(staff && staffOrders ? ['staff-orders'] : [])]),
    ...(groundOnly ? {} : sources([assets, wells], queryOf(filters, staff))),
    ...(points.length > 0 ? { points: pointSource(points) } : {}),
  };
  if (basemap) return { ...basemap, sources: { ...basemap.sources, ...always }, layers: [...basemap.layers, ...boundaryLayers(palette), ...distant, ...near] };
  return {
    version: 8,
    sources: { ...sources(['waters', 'roads', 'labels']), ...always },
    layers: [...groundLayers(palette), ...boundaryLayers(palette), ...distant, ...nameLayers(palette, language), ...near],
  };
};
