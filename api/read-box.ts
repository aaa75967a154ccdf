import { refuse } from './errors.ts';

/** A box as an address gives it: west, south, east, north. @throws HttpError query-invalid */
export const readBox = (text: string): readonly [number, number, number, number] => {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number);
  if (Math.max(Math.abs(west), Math.abs(east)) <= 180 && Math.max(Math.abs(south), Math.abs(north)) <= 90 && west <= east && south <= north)
    return [west, south, east, north];
  throw refuse('query-invalid', {
    field: 'bbox',
    params: { field: 'bbox', whyZh: '顺序为 西,南,东,北，单位为度。', whyEn: 'the order is west,south,east,north, in degrees.' },
  });
};
