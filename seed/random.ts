/** A seeded stream of numbers in [0, 1): the same seed gives the same stream on every machine. */
export type Random = () => number;

/** FNV-1a over UTF-16 units: a 32-bit number from a text. */
const hashOf = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** mulberry32, seeded by a name: each street, road and purpose has its own stream, so one may change without moving the others. */
export const randomOf = (...names: (string | number)[]): Random => {
  let a = hashOf(names.join('/'));
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

export const pick = <T>(random: Random, from: readonly T[]): T => {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
};

/** One of several by weight. */
export const pickWeighted = <T>(random: Random, from: readonly { item: T; weight: number }[]): T => {
  let left = random() * from.reduce((sum, f) => sum + f.weight, 0);
  for (const { item, weight } of from) {
    left -= weight;
    if (left < 0) return item;
  }
  return pick(random, from).item;
};

/** Fisher-Yates; gives a new array. */
export const shuffled = <T>(random: Random, from: readonly T[]): T[] => {
  const all = [...from];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [all[i], all[j]];
    if (a !== undefined && b !== undefined) [all[i], all[j]] = [b, a];
  }
  return all;
};
