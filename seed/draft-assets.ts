import { hazardRulesOf } from '#domain/hazards.ts';
import type { CityFolder } from './city-folder.ts';
import { type AssetDraft, type DescribeWith, describeAsset } from './describe-asset.ts';
import type { Ground } from './lay-places.ts';
import type { RoadPlan } from './lay-roads.ts';
import { ownershipOf } from './ownership.ts';
import { type Placed, placeAssets } from './place-assets.ts';
import { randomOf } from './random.ts';
import type { RoadSection } from './road-sections.ts';

/** An asset at its place, with all but its identity. */
export interface Drafted extends AssetDraft {
  lon: number;
  lat: number;
  streetCode: string;
}

/** A road is laid out again, a little shifted, when one pass could not hold all that is wanted of it. */
const mostPasses = 12;

/** Everything that can stand on a section, in its order; nothing in water, outside the city or across a district's border. */
const sectionDrafter = (folder: CityFolder, ground: Ground, plan: RoadPlan, seed: number) => {
  const given: DescribeWith = {
    classes: new Map(folder.assetClasses.map((c) => [c.code, c])),
    units: new Map(folder.units.map((u) => [u.id, u])),
    words: folder.city.addressWords,
    makers: folder.city.coverMakers,
    hazardRules: hazardRulesOf(folder.city.settings['hazards']),
  };
  const known = new Set(given.classes.keys());
  const ownerOf = ownershipOf(folder.units, given.classes, seed);
  const streetOf = (placed: Placed, [lon, lat]: [number, number]) => {
    const streetCode = ground.dryStreetAt(lon, lat);
    return streetCode?.slice(0, 6) === placed.road.districtCode ? streetCode : null;
  };
  return function* (section: RoadSection, pass: number): Generator<Drafted> {
    const random = randomOf(seed, 'attributes', section.road.id, Math.round(section.fromM), pass);
    const life = randomOf(seed, 'life', section.road.id, Math.round(section.fromM), pass);
    for (const placed of placeAssets(section, plan.housesOf(section), { number: pass, seed }, known)) {
      const [lon, lat] = ground.plane.toLonLat(placed.at);
      const streetCode = streetOf(placed, [lon, lat]);
      if (streetCode === null) continue;
      const at = { lon, lat, streetCode };
      yield { ...at, ...describeAsset(placed, at, ownerOf(placed, random), given, random, life) };
    }
  };
};

/** The first `wanted` of a street's assets, section after section. */
function* onSections(sections: readonly RoadSection[], wanted: number, draft: (section: RoadSection) => Iterable<Drafted>): Generator<Drafted> {
  let left = wanted;
  for (const section of sections)
    for (const drafted of draft(section)) {
      if (left <= 0) return;
      left -= 1;
      yield drafted;
    }
}

/**
 * Every street's assets up to its quota; what a street could not hold goes to the next.
 * @throws when the roads of the city cannot hold as many
 */
export function* draftAssets(folder: CityFolder, ground: Ground, plan: RoadPlan, seed: number): Generator<Drafted> {
  const draft = sectionDrafter(folder, ground, plan, seed);
  let owed = 0;
  for (let pass = 0; pass < mostPasses && (pass === 0 || owed > 0); pass++)
    for (const { quota, sections } of plan.streets) {
      if (pass === 0) owed += quota;
      for (const drafted of onSections(sections, owed, (section) => draft(section, pass))) {
        owed -= 1;
        yield drafted;
      }
    }
  if (owed > 0) throw new Error(`the roads of this city have no room for ${owed} of the wanted assets; ask for fewer`);
}
