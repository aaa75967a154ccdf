import type { CircleLayerSpecification, ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { tileNumberOf } from '#domain/asset-id.ts';
import { firstSingleZoom } from '#tiles/sources.ts';
import { signs } from '../ui/tokens.ts';
import { localFonts } from './ground-layers.ts';
import type { Palette } from './palette.ts';

const count: ExpressionSpecification = ['coalesce', ['get', 'count'], 1];
const many: FilterSpecification = ['>', count, 1];
const one: FilterSpecification = ['<=', count, 1];
/** No id: the empty string would be that of every group, which has none. */
const nothing = '-';

const isAlarm: ExpressionSpecification = ['match', ['get', 'status'], ['damaged', 'missing'], true, false];

/** Of a cell of 16 pixels: over 8 it would run into the next. */
const cellRadius: ExpressionSpecification = ['interpolate', ['linear'], ['log10', count], 0, 1.5, 1, 2.6, 2, 4.6, 3, 6.6, 4, 7.8];
const alarmRadius: ExpressionSpecification = ['interpolate', ['linear'], ['log10', count], 0, 1.4, 1, 2.2, 2, 3.2, 3.5, 4.6];

const countedZooms = Array.from({ length: firstSingleZoom - 6 }, (_, i) => 6 + i);

/**
 * The cells of one zoom, in a layer of their own: they grow with their tile to twice their size, then the next zoom's take over, so that
 * no gaps open. (One layer for all zooms is evaluated at whole zooms alone and cannot begin anew.)
 */
const cellsOf = (
  id: string,
  source: string,
  zoom: number,
  filter: FilterSpecification,
  radius: ExpressionSpecification,
): Omit<CircleLayerSpecification, 'paint'> & {
  paint: NonNullable<CircleLayerSpecification['paint']>;
} => ({
  id: `${id}-${zoom}`,
  type: 'circle',
  source,
  'source-layer': source,
  ...(zoom === 6 ? {} : { minzoom: zoom }),
  maxzoom: zoom + 1,
  filter: ['all', many, filter] as FilterSpecification,
  paint: { 'circle-radius': ['interpolate', ['exponential', 2], ['zoom'], zoom, radius, zoom + 1, ['*', 2, radius]] },
});

const wellGroups = (source: string, palette: Palette): LayerSpecification[] =>
  countedZooms.map((zoom) => {
    const cells = cellsOf('well-groups', source, zoom, ['!', isAlarm], cellRadius);
    return {
      ...cells,
      paint: { ...cells.paint, 'circle-color': palette.dot, 'circle-opacity': ['interpolate', ['linear'], ['log10', count], 0, 0.3, 3, 0.62] },
    };
  });

/** Damaged and missing ones of a cell, over the sound ones. */
const alarmGroups = (source: string, palette: Palette): LayerSpecification[] =>
  countedZooms.map((zoom) => {
    const cells = cellsOf('well-alarms', source, zoom, isAlarm, alarmRadius);
    return { ...cells, paint: { ...cells.paint, 'circle-color': palette.chosen, 'circle-stroke-color': palette.halo, 'circle-stroke-width': 0.5 } };
  });

/** As people write a large number: 1.2万, 12万 in Chinese, 1.2k, 12k in English; below that it is exact. */
export const shortCount = (language: string): ExpressionSpecification => {
  const [unit, sign] = language === 'en' ? [1000, 'k'] : [10_000, '万'];
  const rounded = (whole: number): ExpressionSpecification => ['concat', ['to-string', ['/', ['round', ['/', count, unit / whole]], whole]], sign];
  return ['case', ['>=', count, 9.95 * unit], rounded(1), ['>=', count, unit], rounded(10), ['to-string', count]];
};

const numberPx = 11;

/**
 * How many wells a cell is, beside its dot and in its colour, so that neither the dot nor the red of damaged ones in it is covered. Cells stand 16 to
 * 32 pixels apart: of those whose numbers would touch the fullest is told, and names are told first.
 */
const groupCounts = (source: string, palette: Palette, language: string): LayerSpecification => ({
  id: 'well-counts',
  type: 'symbol',
  source,
  'source-layer': source,
  maxzoom: firstSingleZoom,
  filter: ['all', many, ['!', isAlarm]],
  layout: {
    'text-field': shortCount(language),
    'text-font': localFonts,
    'text-size': numberPx,
    'text-variable-anchor': ['bottom'], // above it alone: of neighbours in one spot one number is read, not two
    // A dot grows to twice its size before the next zoom's take over; the offset is evaluated at whole zooms.
    'text-radial-offset': ['/', ['*', 0.6, cellRadius], numberPx],
    'text-padding': 14,
    'symbol-sort-key': ['-', 0, count],
  },
  paint: { 'text-color': palette.dot, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
});

/** Wells from afar: density, then dots, damaged and missing ones on top; names are written over them. */
export const distantWellLayers = (source: string, palette: Palette, language: string): LayerSpecification[] => [
  ...wellGroups(source, palette),
  groupCounts(source, palette, language),
  {
    id: 'well-dots',
    type: 'circle',
    source,
    'source-layer': source,
    maxzoom: 17.5,
    filter: one,
    layout: { 'circle-sort-key': ['case', isAlarm, 1, 0] },
    paint: {
      'circle-color': ['case', isAlarm, palette.chosen, palette.dot],
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 1, 12, 1.2, 14, ['case', isAlarm, 2, 1.4], 17, 4],
      'circle-stroke-color': palette.halo,
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 15, 0, 17, 1],
    },
  },
  ...alarmGroups(source, palette),
];

/** Wells from z17.5: what each is and how it stands. */
export const wellLayers = (source: string, language: string): LayerSpecification[] => [
  {
    id: 'wells',
    type: 'symbol',
    source,
    'source-layer': source,
    minzoom: 17.5,
    filter: one,
    layout: {
      'icon-image': ['concat', 'well/', ['get', 'class_code'], '/', ['coalesce', ['get', 'status'], 'intact'], '/', language],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 17.5, 0.55, 19, 0.85, 21, 1.1],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true, // along a street stand so many that its name would find no room between them
    },
  },
];

/** Lamps, poles, boxes, trees: small and hollow, so that a full mark is always a well. */
export const assetLayers = (source: string, palette: Palette): LayerSpecification[] => [
  {
    id: 'assets',
    type: 'circle',
    source,
    'source-layer': source,
    minzoom: 16,
    paint: {
      'circle-color': palette.halo,
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 16, 1.6, 20, 4],
      'circle-stroke-color': palette.asset,
      'circle-stroke-width': 1.5,
    },
  },
];

const isHazard: ExpressionSpecification = ['to-boolean', ['get', 'is_hazard']];

/** Several orders of one cell: their number, dangers apart from the rest. */
const orderGroups = (): LayerSpecification => ({
  id: 'order-groups',
  type: 'symbol',
  source: 'staff-orders',
  'source-layer': 'staff-orders',
  filter: many,
  layout: {
    'icon-image': ['concat', 'orders/', ['case', isHazard, '1', '0']],
    'icon-size': ['interpolate', ['linear'], ['log10', count], 0, 0.6, 2, 0.9],
    'icon-allow-overlap': true,
    'text-field': ['to-string', count],
    'text-font': localFonts,
    'text-size': 11,
    'text-allow-overlap': true,
    'symbol-sort-key': ['case', isHazard, 1, 0],
  },
  paint: { 'text-color': signs['sign-ink'] },
});

/** Open orders, dangers on top. */
export const orderLayers = (palette: Palette, language: string, selectedOrderId: string | null): LayerSpecification[] => [
  orderGroups(),
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
    filter: one,
    layout: {
      'icon-image': ['concat', 'order/', ['get', 'state'], '/', ['case', isHazard, '1', '0'], '/', language],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.6, 14, 0.8, 18, 1],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['case', isHazard, 1, 0],
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
    filter: ['==', ['id'], selectedAssetId === null ? -1 : tileNumberOf(selectedAssetId)],
    paint: { 'circle-radius': 17, 'circle-opacity': 0, 'circle-stroke-color': palette.chosen, 'circle-stroke-width': 3 },
  },
];
