import { pick, pickWeighted, type Random } from './random.ts';

/** What a registry keeps of an asset beyond its place, its owner and its cover. */
export interface SeededLife {
  lastVerifiedOn: string;
  howMeasured: string;
  floodProne: boolean;
  chamberSizeMm: number | null;
  chamberMaterial: string | null;
  gridCell: string;
}

const twoDigits = (n: number) => String(n).padStart(2, '0');
const threeDigits = (n: number) => String(Math.floor(n) % 1000).padStart(3, '0');
const surveyedBy = [
  { item: 'rtk', weight: 6 },
  { item: 'mobile_mapping', weight: 3 },
  { item: 'total_station', weight: 1 },
];
const chambersMm = [700, 1000, 1000, 1250, 1500];
const brickBuiltUntil = 2003;
const floodProneShare = 0.02;

/** Draws when it was last looked at, how it was measured, and what lies under the cover. */
export const lifeOf = (
  at: { lon: number; lat: number; streetCode: string },
  asset: { isWell: boolean; surveyed: boolean; yearBuilt: number; changedOn: string },
  random: Random,
): SeededLife => {
  const looked = `${2026 - Math.floor(random() * random() * 7)}-${twoDigits(1 + Math.floor(random() * 10))}-${twoDigits(1 + Math.floor(random() * 28))}`;
  return {
    lastVerifiedOn: looked > asset.changedOn ? looked : asset.changedOn,
    howMeasured: asset.surveyed ? pickWeighted(random, surveyedBy) : 'drawing',
    floodProne: random() < floodProneShare,
    chamberSizeMm: asset.isWell ? pick(random, chambersMm) : null,
    chamberMaterial: asset.isWell ? (asset.yearBuilt <= brickBuiltUntil ? 'brick' : 'precast_concrete') : null,
    gridCell: at.streetCode + threeDigits(at.lon * 1000) + threeDigits(at.lat * 1000), // cells of about 100 m
  };
};
