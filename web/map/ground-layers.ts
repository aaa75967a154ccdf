import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

export const localFonts = ['Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];

const isMain: ExpressionSpecification = ['match', ['get', 'class'], ['expressway', 'arterial'], true, false];
const rank: ExpressionSpecification = ['match', ['get', 'class'], 'expressway', 4, 'arterial', 3, 'secondary', 2, 'local', 1, 0];

/** Pixels by zoom: from z15 on a road is as wide as it is (`width_m`); 2^z growth keeps metres true. */
const roadWidth = (extra: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  9,
  ['+', extra / 2, ['*', 0.35, rank]],
  14,
  ['+', extra, 0.8, ['*', 1.1, rank]],
  20,
  ['+', extra, ['*', 7.8, ['coalesce', ['get', 'width_m'], 8]]],
];

const nameIn = (language: string): ExpressionSpecification => (language === 'en' ? ['coalesce', ['get', 'name_en'], ['get', 'name']] : ['get', 'name']);

/** Water, roads and boundaries: the ground of our own basemap. */
export const groundLayers = (palette: Palette): LayerSpecification[] => [
  { id: 'beyond', type: 'background', paint: { 'background-color': palette.beyond } },
  { id: 'land', type: 'fill', source: 'districts', 'source-layer': 'districts', paint: { 'fill-color': palette.ground, 'fill-antialias': false } },
  { id: 'waters', type: 'fill', source: 'waters', 'source-layer': 'waters', paint: { 'fill-color': palette.water } },
  {
    id: 'road-casings',
    type: 'line',
    source: 'roads',
    'source-layer': 'roads',
    minzoom: 11,
    layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': rank },
    paint: { 'line-color': palette.casing, 'line-width': roadWidth(1.6) },
  },
  {
    id: 'roads',
    type: 'line',
    source: 'roads',
    'source-layer': 'roads',
    layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': rank },
    paint: { 'line-color': ['case', isMain, palette.mainRoad, palette.road], 'line-width': roadWidth(0) },
  },
];

export const boundaryLayers = (palette: Palette): LayerSpecification[] => [
  {
    id: 'street-lines',
    type: 'line',
    source: 'streets',
    'source-layer': 'streets',
    minzoom: 11,
    paint: { 'line-color': palette.boundary, 'line-opacity': 0.45, 'line-width': 1, 'line-dasharray': [3, 3] },
  },
  {
    id: 'district-lines',
    type: 'line',
    source: 'districts',
    'source-layer': 'districts',
    paint: {
      'line-color': palette.boundary,
      'line-opacity': 0.8,
      'line-width': ['interpolate', ['linear'], ['zoom'], 8, 1, 16, 2.5],
      'line-dasharray': [5, 2, 1, 2],
    },
  },
];

const text = (palette: Palette, water = false) => ({
  'text-color': water ? palette.waterLabel : palette.label,
  'text-halo-color': palette.halo,
  'text-halo-width': 1.4,
});

/** Names, drawn with fonts of the device: nothing is fetched. */
export const nameLayers = (palette: Palette, language: string): LayerSpecification[] => [
  {
    id: 'road-names',
    type: 'symbol',
    source: 'roads',
    'source-layer': 'roads',
    minzoom: 14,
    filter: ['has', 'name'],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': nameIn(language),
      'text-font': localFonts,
      'text-size': ['interpolate', ['linear'], ['zoom'], 14, 11, 18, 14],
      'symbol-sort-key': ['-', 5, rank],
    },
    paint: text(palette),
  },
  {
    id: 'place-names-small',
    type: 'symbol',
    source: 'labels',
    'source-layer': 'labels',
    minzoom: 14,
    filter: ['match', ['get', 'kind'], ['city', 'district', 'street'], false, true],
    layout: { 'text-field': nameIn(language), 'text-font': localFonts, 'text-size': 12, 'text-max-width': 8 },
    paint: { ...text(palette), 'text-opacity': 0.85 },
  },
  {
    id: 'street-names',
    type: 'symbol',
    source: 'labels',
    'source-layer': 'labels',
    minzoom: 11,
    maxzoom: 16,
    filter: ['==', ['get', 'kind'], 'street'],
    layout: {
      'text-field': nameIn(language),
      'text-font': localFonts,
      'text-size': ['interpolate', ['linear'], ['zoom'], 11, 11, 15, 14],
      'text-max-width': 7,
    },
    paint: text(palette),
  },
  {
    id: 'district-names',
    type: 'symbol',
    source: 'labels',
    'source-layer': 'labels',
    maxzoom: 14,
    filter: ['==', ['get', 'kind'], 'district'],
    layout: {
      'text-field': nameIn(language),
      'text-font': localFonts,
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, 12, 13, 18],
      'text-letter-spacing': 0.08,
    },
    paint: text(palette),
  },
];
