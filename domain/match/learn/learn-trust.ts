import { isOnSide, metresTo } from '../address-side.ts';
import type { MatchContext, NearbyAsset, Observation } from '../observation.ts';
import type { LearnedTables, MatchPriors } from '../priors.ts';
import { readWords } from '../read-words.ts';
import type { SaidLooks } from '../said-looks.ts';
import { Counts } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

const steadying = 20;

type Fit = (said: SaidLooks, asset: NearbyAsset, observation: Observation) => boolean | null;

/** Whether what was said of the looks fits an asset; null: nothing to compare. */
const fits: Readonly<Record<'shape' | 'material' | 'location' | 'lettering' | 'side', Fit>> = {
  shape: (said, asset) => (said.shape === null || asset.shape === null ? null : said.shape === asset.shape),
  material: (said, asset) => (said.materials.length === 0 || asset.material === null ? null : said.materials.includes(asset.material)),
  location: (said, asset) => (said.locationKinds.length === 0 ? null : said.locationKinds.includes(asset.locationKind)),
  lettering: ({ lettering }, asset) => {
    if (lettering === null || asset.lettering === null) return null;
    const onCover = asset.lettering.toLowerCase();
    return lettering.includes(onCover) || onCover.includes(lettering);
  },
  side: (_said, asset, { addressPoint }) => (addressPoint?.toward ? isOnSide(addressPoint.toward, metresTo(addressPoint.point, asset)) : null),
};

/** Of which trusts are learned: whether what was said is right can be looked up. */
export const trustLearned = Object.keys(fits) as readonly (keyof typeof fits)[];

/** How answerable the candidates are of which it was said rightly, and of all that can be compared. */
const rightly = (looks: SaidLooks, observation: Observation, candidates: readonly Responsible[], fitsIt: Fit): [number, number] => {
  let [right, all] = [0, 0];
  for (const { asset, after } of candidates) {
    const fitting = asset ? fitsIt(looks, asset, observation) : null;
    if (fitting !== null) all += after;
    if (fitting === true) right += after;
  }
  return [right, all];
};

const noLooks: SaidLooks = { well: false, shape: null, materials: [], lettering: null, locationKinds: [] };

const looksSaid: Readonly<Record<'shape' | 'material' | 'lettering', (said: SaidLooks) => boolean>> = {
  shape: ({ shape }) => shape !== null,
  material: ({ materials }) => materials.length > 0,
  lettering: ({ lettering }) => lettering !== null,
};

/** How often a look is said of things of which the registry does not know it, beside those of which it does. */
const saidOfUnknown = (looks: keyof typeof looksSaid, said: readonly (SaidLooks | null)[], responsible: readonly (readonly Responsible[])[]): number => {
  const [spoken, all] = [new Counts(), new Counts()];
  said.forEach((one, i) => {
    if (one === null) return;
    for (const { asset, after } of responsible[i] ?? []) {
      if (!asset || after < 0.01) continue;
      const key = asset[looks] === null ? 'unknown' : 'known';
      all.add(key, after);
      if (looksSaid[looks](one)) spoken.add(key, after);
    }
  });
  const known = (spoken.of('known') + 1) / (all.of('known') + 1);
  return Math.min(2, (spoken.of('unknown') + steadying * known) / (all.of('unknown') + steadying) / known);
};

/** How often shape, material, place and lettering are said rightly, and how often of what the registry does not know. */
export const learnTrust = (
  { trust }: MatchPriors,
  orders: readonly Settled[],
  responsible: readonly (readonly Responsible[])[],
  context: MatchContext,
): { readonly trust: MatchPriors['trust']; readonly unknownSaid: LearnedTables['unknownSaid'] } => {
  const said = orders.map(({ observation }) => readWords(observation, context).looks);
  const learned = Object.entries(fits).map(([name, fitsIt]) => {
    const counts = orders.map(({ observation }, i) => rightly(said[i] ?? noLooks, observation, responsible[i] ?? [], fitsIt));
    const right = counts.reduce((sum, [one]) => sum + one, steadying * trust[name as keyof typeof fits]);
    const all = counts.reduce((sum, [, one]) => sum + one, steadying);
    return [name, Math.min(0.995, Math.max(0.01, right / all))];
  });
  const worded = orders.map(({ observation }, i) => (observation.text === '' ? null : (said[i] ?? null)));
  const unknown = Object.keys(looksSaid).map((looks) => [looks, saidOfUnknown(looks as keyof typeof looksSaid, worded, responsible)]);
  return { trust: { ...trust, ...Object.fromEntries(learned) }, unknownSaid: Object.fromEntries(unknown) };
};
