import type { RoadClass, RoadNameParts } from './city-folder.ts';
import type { XY } from './plane.ts';
import { pick, type Random, shuffled } from './random.ts';

export interface RoadName {
  zh: string;
  en: string;
}

/** Arterials longer than this are named in three parts: west, middle and east, or south, middle and north. */
const namedInPartsM = 4_500;

/** Gives each road a name not given before, while there are any; a very large city repeats names in places far apart. */
export const roadNamer = (parts: RoadNameParts, random: Random): ((roadClass: RoadClass) => RoadName) => {
  const whole = shuffled(random, parts.whole);
  const pairs = shuffled(
    random,
    parts.first.flatMap((a) => parts.second.filter((b) => b.text !== a.text).map((b) => ({ text: a.text + b.text, en: a.en + b.en }))),
  );
  const used = new Set<string>();
  let [nextWhole, nextPair] = [0, 0];
  const base = (roadClass: RoadClass) => {
    if (roadClass !== 'local' && nextWhole < whole.length) return whole[nextWhole++] ?? pick(random, whole);
    return pairs[nextPair++ % pairs.length] ?? pick(random, pairs);
  };
  return (roadClass) => {
    for (let attempt = 0; ; attempt++) {
      const ending = pick(random, parts.endings[roadClass]);
      const { text, en } = base(roadClass);
      const name = { zh: text + ending.text, en: `${en} ${ending.en}` };
      if (used.has(name.zh) && attempt < 4) continue;
      used.add(name.zh);
      return name;
    }
  };
};

/** Cuts a long road's line into its named parts, in the order of the line. */
export const namedParts = (
  name: RoadName,
  roadClass: RoadClass,
  points: readonly XY[],
  lengthM: number,
  parts: RoadNameParts,
): { name: RoadName; points: XY[] }[] => {
  const [first, last] = [points[0], points.at(-1)];
  if (roadClass === 'expressway' || lengthM < namedInPartsM || first === undefined || last === undefined) return [{ name, points: [...points] }];
  const [east, west, south, north, middle] = parts.direction;
  const [dx, dy] = [last.x - first.x, last.y - first.y];
  const order = Math.abs(dx) > Math.abs(dy) ? (dx > 0 ? [west, middle, east] : [east, middle, west]) : dy > 0 ? [south, middle, north] : [north, middle, south];
  const third = Math.floor(points.length / 3);
  return order.map((direction, i) => ({
    name: direction === undefined ? name : directed(name, direction),
    points: points.slice(i * third, i === 2 ? points.length : (i + 1) * third + 1),
  }));
};

/** 延安路 becomes 延安西路, Yan'an Road becomes Yan'an West Road. */
const directed = (name: RoadName, direction: { text: string; en: string }): RoadName => {
  const at = name.zh.length - (/大道$/.test(name.zh) ? 2 : 1);
  const words = name.en.split(' ');
  return { zh: name.zh.slice(0, at) + direction.text + name.zh.slice(at), en: [...words.slice(0, -1), direction.en, ...words.slice(-1)].join(' ') };
};
