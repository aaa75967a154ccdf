import type { LoadClass } from '#domain/hazards.ts';
import type { AssetClass, TradeUnit } from './city-folder.ts';
import { pick, pickWeighted, type Random } from './random.ts';

export interface SeededCover {
  shape: 'round' | 'rectangular';
  sizeMm: number;
  widthMm: number | null;
  clearOpeningMm: number;
  bolted: boolean;
  vented: boolean;
  smartSensor: boolean;
  levelDifferenceMm: number;
  material: string;
  loadClass: LoadClass;
  lettering: string | null;
  maker: string;
  fittedOn: string;
}

interface Fashion {
  round: number;
  sizes: readonly number[];
  materials: readonly { item: string; weight: number }[];
}

const iron = [
  { item: 'ductile_iron', weight: 7 },
  { item: 'grey_iron', weight: 2 },
  { item: 'composite', weight: 1 },
];
const mixed = [
  { item: 'ductile_iron', weight: 5 },
  { item: 'composite', weight: 2 },
  { item: 'concrete_filled', weight: 2 },
  { item: 'concrete', weight: 1 },
];

/** What covers of a class look like: the share of round ones, the larger side or diameter, the materials. */
const fashions: Readonly<Record<string, Fashion>> = {
  '0101': { round: 0.6, sizes: [500, 600, 700], materials: mixed },
  '0104': { round: 0, sizes: [450, 750], materials: iron },
  '0105': { round: 0.15, sizes: [900, 1200], materials: mixed },
  '0106': { round: 0.1, sizes: [400, 500], materials: mixed },
  '0107': { round: 0.25, sizes: [700, 900, 1200], materials: iron },
  '0108': { round: 0.1, sizes: [700, 900], materials: mixed },
  '0109': { round: 0.2, sizes: [700, 900], materials: iron },
  '0111': { round: 0.8, sizes: [500, 600, 800], materials: iron },
  '0112': { round: 0.1, sizes: [500, 600], materials: mixed },
};
const sewerFashion: Fashion = { round: 0.97, sizes: [600, 700, 700, 800], materials: iron };

/** EN 124 and GB/T 23858: what a place asks for. */
const loadFor = { carriageway: ['D400'], footway: ['B125', 'C250'], green: ['A15', 'B125'], compound: ['B125', 'C250'] } as const;
const tooWeakShare = 0.03;

/** The cover on a well: dressed as its class and owner dress them, with the load class its place asks for, a few too weak. */
export const coverOf = (
  assetClass: AssetClass,
  owner: TradeUnit | undefined,
  location: keyof typeof loadFor,
  yearBuilt: number,
  makers: readonly string[],
  random: Random,
  life: Random,
): SeededCover => {
  const fashion = fashions[assetClass.code] ?? sewerFashion;
  const tooWeak = location === 'carriageway' && random() < tooWeakShare;
  const year = Math.min(2025, yearBuilt + Math.floor(random() * random() * 30));
  const shape = random() < fashion.round ? 'round' : 'rectangular';
  const sizeMm = pick(random, fashion.sizes);
  return {
    shape,
    sizeMm,
    widthMm: shape === 'round' ? null : Math.round(sizeMm * 0.6),
    clearOpeningMm: Math.round(sizeMm * 0.88),
    bolted: life() < 0.15,
    vented: assetClass.code <= '0103' && life() < 0.6,
    smartSensor: life() < 0.02,
    levelDifferenceMm: Math.round((life() - 0.5) * 20),
    material: pickWeighted(random, fashion.materials),
    loadClass: tooWeak ? 'B125' : pick(random, loadFor[location]),
    lettering: assetClass.lettering === null || random() < 0.06 ? null : (owner?.lettering ?? assetClass.lettering),
    maker: pick(random, makers),
    fittedOn: `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
  };
};
