import { type Reach, reachesAll } from './access.ts';
import { defaultImportRules, type ImportRules } from './import-rules.ts';

/** Heading → field of the exchange, or null: left out. */
type Meanings = Readonly<Record<string, string | null>>;

/** Said as one: a system's numbers are nothing without their order. */
export interface Coordinates {
  readonly system: string;
  readonly axes: 'east-north' | 'north-east';
}

/** What people of one reach themselves said of a source's files, for that reach: nobody's word changes what stands for others. */
export interface SourceMemory {
  readonly name: string;
  readonly reach: Reach;
  readonly mapping: Meanings;
  /** Null: this scope said nothing of them. */
  readonly coordinates: Coordinates | null;
  readonly rules: Partial<ImportRules>;
  readonly words: SourceWords;
  readonly updatedAt: string;
}

export interface SourceWords {
  readonly unit?: Readonly<Record<string, string>>;
  readonly class?: Readonly<Record<string, string>>;
}

/** What of a memory one's own scope said: headings and rules by name, words by number. */
export interface OwnSaid {
  readonly headings: readonly string[];
  readonly rules: readonly string[];
  readonly coordinates: boolean;
  readonly words: number;
}

/** All that is remembered as it holds for somebody: their own scope's over the wider ones'. */
export interface Recalled {
  readonly name: string;
  /** Of the nearest scope that said anything. */
  readonly reach: Reach;
  readonly isOwn: boolean;
  /** Whose words stand where one's own scope said nothing; null: nobody's. */
  readonly widerReach: Reach | null;
  readonly own: OwnSaid;
  /** The nearest scope's first: of two headings that claim one field the nearer one's has it. */
  readonly mappings: readonly Meanings[];
  readonly coordinates: Coordinates | null;
  readonly rules: ImportRules;
  readonly words: SourceWords;
  readonly updatedAt: string;
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
export const isSameScope = (a: Reach, b: Reach): boolean => reachesAll(a, b) && reachesAll(b, a);

/** A district is wider than any handful of streets, the city than all. */
const breadth = ({ city, placeCodes, unitIds }: Reach): number =>
  city ? Number.POSITIVE_INFINITY : unitIds.length + placeCodes.reduce((sum, code) => sum + (code.length === 6 ? 1000 : 1), 0);

const byBreadth = (a: SourceMemory, b: SourceMemory): number => {
  const [wide, other] = [breadth(a.reach), breadth(b.reach)];
  return wide === other ? a.updatedAt.localeCompare(b.updatedAt) : other - wide;
};

/** Pairs, not spread: a heading of a file may bear any name, even one that an object has by itself. */
const over = <V>(layers: readonly Readonly<Record<string, V>>[]): Record<string, V> => Object.fromEntries(layers.flatMap((layer) => Object.entries(layer)));

const wordsOver = (layers: readonly SourceMemory[]): Required<SourceWords> => ({
  unit: over(layers.map(({ words }) => words.unit ?? {})),
  class: over(layers.map(({ words }) => words.class ?? {})),
});

const coordinatesOver = (layers: readonly SourceMemory[]): Coordinates | null =>
  layers.findLast(({ coordinates }) => coordinates !== null)?.coordinates ?? null;

/** The widest first; after a merge of districts one scope may have said things under two names. */
const layersOf = (memories: readonly SourceMemory[], reach: Reach) => {
  const layers = memories.filter((memory) => reachesAll(memory.reach, reach)).sort(byBreadth);
  const own = layers.filter((memory) => isSameScope(memory.reach, reach));
  return { layers, own, wider: layers.filter((memory) => !own.includes(memory)) };
};

const ownSaid = (own: readonly SourceMemory[]): OwnSaid => {
  const { unit, class: ofClass } = wordsOver(own);
  return {
    headings: Object.keys(over(own.map(({ mapping }) => mapping))),
    rules: Object.keys(over<unknown>(own.map(({ rules }) => rules))),
    coordinates: coordinatesOver(own) !== null,
    words: Object.keys(unit).length + Object.keys(ofClass).length,
  };
};

/**
 * What holds for who reaches so far: the memories of scopes that hold theirs, the city's lowest, each narrower one over it, heading by
 * heading, rule by rule, word by word, and the coordinates as one.
 * @param memories of one source, their reaches as they stand today
 */
export const recall = (memories: readonly SourceMemory[], reach: Reach): Recalled | undefined => {
  const { layers, own, wider } = layersOf(memories, reach);
  const nearest = layers.at(-1);
  return (
    nearest && {
      ...{ name: nearest.name, reach: nearest.reach, isOwn: own.length > 0, widerReach: wider.at(-1)?.reach ?? null, own: ownSaid(own) },
      mappings: layers.map(({ mapping }) => mapping).reverse(),
      coordinates: coordinatesOver(layers),
      rules: { ...defaultImportRules, ...over<unknown>(layers.map(({ rules }) => rules)) },
      words: wordsOver(layers),
      updatedAt: nearest.updatedAt,
    }
  );
};

/** What was said of one file: what somebody chose for it, as it stands. */
export interface SaidOfFile {
  readonly mapping: Meanings;
  readonly coordinates: Coordinates | null;
  /** Somebody said them of this very file; else they are remembered only where nobody has said any. */
  readonly coordinatesAreSaid: boolean;
  readonly rules: Partial<ImportRules>;
  readonly words: SourceWords;
}

export type ScopeSays = Pick<SourceMemory, 'mapping' | 'coordinates' | 'rules' | 'words'>;

/** What was said before and now, less what is said now and is no other than without it: there wider scopes are followed again. */
const saidOver = <V>(before: Readonly<Record<string, V>>, now: Readonly<Record<string, V>>, wider: Readonly<Record<string, V>>): Record<string, V> => {
  const isAsWider = (name: string) => Object.hasOwn(now, name) && Object.hasOwn(wider, name) && now[name] === wider[name];
  return Object.fromEntries(Object.entries(over([before, now])).filter(([name]) => !isAsWider(name)));
};

const coordinatesAfter = (before: Coordinates | null, wider: Coordinates | null, now: SaidOfFile): Coordinates | null => {
  if (now.coordinates === null || !(now.coordinatesAreSaid || (before ?? wider) === null)) return before;
  return now.coordinates.system === wider?.system && now.coordinates.axes === wider.axes ? null : now.coordinates;
};

/** What a scope itself said, before and now. */
export const saidBy = (memories: readonly SourceMemory[], reach: Reach, now: SaidOfFile): { before: ScopeSays; after: ScopeSays } => {
  const { own, wider } = layersOf(memories, reach);
  const of = (layers: readonly SourceMemory[]) => ({
    mapping: over(layers.map(({ mapping }) => mapping)),
    coordinates: coordinatesOver(layers),
    rules: over<unknown>(layers.map(({ rules }) => rules)),
    words: wordsOver(layers),
  });
  const [before, held] = [of(own), of(wider)];
  const after = {
    mapping: saidOver(before.mapping, now.mapping, held.mapping),
    coordinates: coordinatesAfter(before.coordinates, held.coordinates, now),
    rules: saidOver<unknown>(before.rules, now.rules, { ...defaultImportRules, ...held.rules }),
    words: {
      unit: saidOver(before.words.unit, now.words.unit ?? {}, held.words.unit),
      class: saidOver(before.words.class, now.words.class ?? {}, held.words.class),
    },
  };
  return { before, after };
};
