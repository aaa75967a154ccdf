import { dark, light } from '../ui/tokens.ts';
import { pointColours, pointColoursByNight } from './types.ts';

/** Calm grounds; marks reach 3:1 on them. Wells differ by their character first and by colour second. */
export interface Palette {
  /** Beyond the city: sea and neighbours alike. */
  readonly beyond: string;
  readonly ground: string;
  readonly water: string;
  readonly road: string;
  readonly mainRoad: string;
  readonly casing: string;
  readonly boundary: string;
  readonly label: string;
  readonly waterLabel: string;
  readonly halo: string;
  readonly dot: string;
  readonly asset: string;
  readonly chosen: string;
  readonly points: typeof pointColours;
}

export const lightPalette: Palette = {
  beyond: '#dfe6e9',
  ground: '#f3f2ee',
  water: '#c9dfea',
  road: '#ffffff',
  mainRoad: '#fbe7bd',
  casing: '#d9d5ca',
  boundary: '#8f86a3',
  label: '#33403f',
  waterLabel: '#32637f',
  halo: '#ffffff',
  dot: '#3f6f68',
  asset: '#7b7467',
  chosen: light.danger,
  points: pointColours,
};

export const darkPalette: Palette = {
  beyond: '#10161b',
  ground: '#1f252b',
  water: '#14303f',
  road: '#39424a',
  mainRoad: '#5a5136',
  casing: '#12161a',
  boundary: '#8d86a6',
  label: '#d5dedd',
  waterLabel: '#8fc1dc',
  halo: '#161a1e',
  dot: '#7cc9bc',
  asset: '#a59c8c',
  chosen: dark.danger,
  points: pointColoursByNight,
};

/** The one character (in English one letter or two) and colour of each national class of wells (GB/T 30428.2 major and minor code). */
export const wellSigns: Readonly<Record<string, { readonly sign: string; readonly latin: string; readonly colour: string }>> = {
  '0101': { sign: '水', latin: 'W', colour: '#0072b2' },
  '0102': { sign: '污', latin: 'Se', colour: '#7a5230' },
  '0103': { sign: '雨', latin: 'St', colour: '#2b6f8f' },
  '0104': { sign: '箅', latin: 'Gr', colour: '#50626b' },
  '0105': { sign: '电', latin: 'P', colour: '#b3261e' },
  '0106': { sign: '灯', latin: 'L', colour: '#8a6100' },
  '0107': { sign: '信', latin: 'T', colour: '#5a4fa0' },
  '0108': { sign: '视', latin: 'TV', colour: '#7d4a94' },
  '0109': { sign: '网', latin: 'N', colour: '#44609e' },
  '0110': { sign: '热', latin: 'H', colour: '#a8431b' },
  '0111': { sign: '气', latin: 'G', colour: '#936c00' },
  '0112': { sign: '警', latin: 'Po', colour: '#22386b' },
  '0114': { sign: '无', latin: 'No', colour: '#4d5557' },
  '0127': { sign: '中', latin: 'Re', colour: '#007a5e' },
  '0128': { sign: '公', latin: 'B', colour: '#5b6e1f' },
  '0129': { sign: '油', latin: 'O', colour: '#39312c' },
  '0130': { sign: '特', latin: 'Sp', colour: '#5b5760' },
};
