import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

const count: ExpressionSpecification = ['coalesce', ['get', 'count'], 1];
const many: FilterSpecification = ['>', count, 1];
const one: FilterSpecification = ['<=', count, 1];
/** No id: the empty string would be that of every group, which has none. */
const nothing = '-';

const wellGroups = (source: string, palette: Palette): LayerSpecification => ({
  id: 'well-groups',
  type: 'circle',
  source,
  'source-layer': source,
  filter: many,
  paint: {
    'circle-color': palette.dot,
    'circle-opacity': ['interpolate', ['linear'], ['log10', count], 0, 0.25, 3, 0.6],
    // Counts come in cells of 16 pixels: a radius over 8 would run into the next.
    'circle-radius': ['interpolate', ['linear'], ['log10', count], 0, 1.5, 1, 3, 2, 5, 3.5, 7.5],
  },
});

/** Wells from afar: density, then dots; names are written over them. */
export const distantWellLayers = (source: string, palette: Palette): LayerSpecification[] => [
  wellGroups(source, palette),
  {
    id: 'well-dots',
    type: 'circle',
    source,
    'source-layer': source,
    maxzoom: 17.5,
    filter: one,
    paint: {
      'circle-color': ['match', ['get', 'status'], ['damaged', 'missing'], palette.chosen, palette.dot],
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 1.2, 17, 4],
      'circle-stroke-color': palette.halo,
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 14, 0, 17, 1],
    },
  },
];

/** Wells from z17.5: what each is and how it stands. */
export const wellLayers = (source: string): LayerSpecification[] => [
  {
    id: 'wells',
    type: 'symbol',
    source,
    'source-layer': source,
    minzoom: 17.5,
    filter: one,
    layout: {
      'icon-image': ['concat', 'well/', ['get', 'class_code'], '/', ['coalesce', ['get', 'status'], 'intact']],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 17.5, 0.55, 19, 0.85, 21, 1.1],
      'icon-allow-overlap': true,
    },
  },
];

/** Lamps, poles, boxes, trees: small and hollow, so that a full mark is always a well. */
export const assetLayers = (palette: Palette): LayerSpecification[] => [
  {
    id: 'assets',
    type: 'circle',
    source: 'assets',
    'source-layer': 'assets',
    minzoom: 16,
    paint: {
      'circle-color': palette.halo,
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 16, 1.6, 20, 4],
      'circle-stroke-color': palette.asset,
      'circle-stroke-width': 1.5,
    },
  },
];

/** Open orders, dangers on top. */
export const orderLayers = (palette: Palette, selectedOrderId: string | null): LayerSpecification[] => [
  {
    id: 'order-chosen',
    type: 'circle',
    source: 'staff-orders',
    'source-layer': 'staff-orders',
    filter: ['==', ['to-string', ['get', 'id']], selectedOrderId ?? nothing],
    paint: { 'circle-radius': 22, 'circle-color': palette.chosen, 'circle-opacity': 0.18, 'circle-stroke-color': palette.chosen, 'circle-stroke-width': 3 },
  },
  {
    id: 'orders',
    type: 'symbol',
    source: 'staff-orders',
    'source-layer': 'staff-orders',
    layout: {
      'icon-image': ['concat', 'order/', ['get', 'state'], '/', ['case', ['to-boolean', ['get', 'is_hazard']], '1', '0']],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 14, 0.8, 18, 1],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['case', ['to-boolean', ['get', 'is_hazard']], 1, 0],
    },
  },
];

/** A ring round the well that a desk has open. */
export const chosenAssetLayers = (source: string, palette: Palette, selectedAssetId: string | null): LayerSpecification[] => [
  {
    id: 'asset-chosen',
    type: 'circle',
    source,
    'source-layer': source,
    filter: ['==', ['to-string', ['get', 'id']], selectedAssetId ?? nothing],
    paint: { 'circle-radius': 17, 'circle-opacity': 0, 'circle-stroke-color': palette.chosen, 'circle-stroke-width': 3 },
  },
];
