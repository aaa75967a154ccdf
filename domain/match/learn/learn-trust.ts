import type { MatchContext, NearbyAsset } from '../observation.ts';
import type { MatchPriors } from '../priors.ts';
import type { SaidLooks } from '../said-looks.ts';
import { readWords } from '../weigh.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

const steadying = 20;

/** Whether what was said of the looks fits an asset; null: nothing to compare. */
const fits: Readonly<Record<'shape' | 'material' | 'location' | 'lettering', (said: SaidLooks, asset: NearbyAsset) => boolean | null>> = {
  shape: (said, asset) => (said.shape === null || asset.shape === null ? null : said.shape === asset.shape),
  material: (said, asset) => (said.materials.length === 0 || asset.material === null ? null : said.materials.includes(asset.material)),
  location: (said, asset) => (said.locationKinds.length === 0 ? null : said.locationKinds.includes(asset.locationKind)),
  lettering: ({ lettering }, asset) => {
    if (lettering === null || asset.lettering === null) return null;
    const onCover = asset.lettering.toLowerCase();
    return lettering.includes(onCover) || onCover.includes(lettering);
  },
};

type Fit = (said: SaidLooks, asset: NearbyAsset) => boolean | null;

/** How answerable the candidates are of which it was said rightly, and of all that can be compared. */
const rightly = (looks: SaidLooks, candidates: readonly Responsible[], fitsIt: Fit): [number, number] => {
  let [right, all] = [0, 0];
  for (const { asset, after } of candidates) {
    const fitting = asset ? fitsIt(looks, asset) : null;
    if (fitting !== null) all += after;
    if (fitting === true) right += after;
  }
  return [right, all];
};

/** How often shape, material, place and lettering are said rightly. */
export const learnTrust = (
  { trust }: MatchPriors,
  orders: readonly Settled[],
  responsible: readonly (readonly Responsible[])[],
  context: MatchContext,
): MatchPriors['trust'] => {
  const said = orders.map(({ observation }) => readWords(observation, context).looks);
  const learned = Object.entries(fits).map(([name, fitsIt]) => {
    const counts = said.map((looks, i) => rightly(looks, responsible[i] ?? [], fitsIt));
    const right = counts.reduce((sum, [one]) => sum + one, steadying * trust[name as keyof typeof fits]);
    const all = counts.reduce((sum, [, one]) => sum + one, steadying);
    return [name, Math.min(0.995, right / all)];
  });
  return { ...trust, ...Object.fromEntries(learned) };
};
