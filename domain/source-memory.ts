import { type Reach, reachesAll } from './access.ts';
import type { ImportRules } from './import-rules.ts';

/** What was said of a source's files, by people of one reach, for that reach: nobody's word changes what stands for others. */
export interface SourceMemory {
  readonly name: string;
  readonly reach: Reach;
  /** Heading → field of the exchange, or null: left out. */
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly system: string;
  readonly axes: 'east-north' | 'north-east';
  readonly rules: ImportRules;
  readonly words: SourceWords;
  readonly updatedAt: string;
}

export interface SourceWords {
  readonly unit?: Readonly<Record<string, string>>;
  readonly class?: Readonly<Record<string, string>>;
}

/** A memory as it holds for somebody: theirs, or a wider scope's. */
export interface Recalled extends SourceMemory {
  readonly isOwn: boolean;
}

/** A code of a place or a unit that is over → what followed it. */
export type Heirs = Readonly<Record<string, string>>;

/** A reach by what stands today, each place once: what was said for a district that went into another is said for that one. */
export const livingReach = (reach: Reach, { places, units }: { readonly places: Heirs; readonly units: Heirs }): Reach => {
  if (reach.city) return { city: true, placeCodes: [], unitIds: [] };
  const codes = new Set(reach.placeCodes.map((code) => places[code] ?? code));
  return {
    city: false,
    placeCodes: [...codes].filter((code) => code.length === 6 || !codes.has(code.slice(0, 6))).sort(),
    unitIds: [...new Set(reach.unitIds.map((id) => units[id] ?? id))].sort(),
  };
};

/** Whether two reaches are one scope. */
const isSameScope = (a: Reach, b: Reach): boolean => reachesAll(a, b) && reachesAll(b, a);

/** A district is wider than any handful of streets, the city than all. */
const breadth = ({ city, placeCodes, unitIds }: Reach): number =>
  city ? Number.POSITIVE_INFINITY : unitIds.length + placeCodes.reduce((sum, code) => sum + (code.length === 6 ? 1000 : 1), 0);

const byBreadth = (a: SourceMemory, b: SourceMemory): number => {
  const [wide, other] = [breadth(a.reach), breadth(b.reach)];
  return wide === other ? a.updatedAt.localeCompare(b.updatedAt) : other - wide;
};

/** Pairs, not spread: a heading of a file may bear any name, even one that an object has by itself. */
const over = <V>(layers: readonly Readonly<Record<string, V>>[]): Record<string, V> => Object.fromEntries(layers.flatMap((layer) => Object.entries(layer)));

/**
 * What holds for who reaches so far: the memories of scopes that hold theirs, the city's lowest, each narrower one over it. Columns and
 * words add up; system, order and rules are the narrowest's, and so is the reach that says whose memory it is.
 * @param memories of one source, their reaches as they stand today
 */
export const recall = (memories: readonly SourceMemory[], reach: Reach): Recalled | undefined => {
  const layers = memories.filter((memory) => reachesAll(memory.reach, reach)).sort(byBreadth);
  const nearest = layers.at(-1);
  return (
    nearest && {
      ...nearest,
      isOwn: isSameScope(nearest.reach, reach),
      mapping: over(layers.map(({ mapping }) => mapping)),
      words: { unit: over(layers.map(({ words }) => words.unit ?? {})), class: over(layers.map(({ words }) => words.class ?? {})) },
    }
  );
};
