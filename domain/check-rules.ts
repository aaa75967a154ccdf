import { conditions, type PlaceUnits, unitOf } from './apply-rules.ts';
import type { Acts, Belief, DispatchCase, DispatchRule, RuleWhen } from './contract/dispatch-rules.ts';
import type { EndedUnits } from './dispatch.ts';
import { livingAmong } from './dispatch.ts';
import type { Living } from './dispatch-case.ts';

/** What of a city the rules can speak of. */
export interface RuledCity {
  readonly kinds: readonly { readonly code: string; readonly about: string; readonly acts: Acts; readonly isHazard: boolean }[];
  readonly classes: readonly { readonly code: string }[];
  readonly places: readonly { readonly districtCode: string; readonly streetCode: string; readonly units: PlaceUnits }[];
  readonly unitIds: readonly string[];
  readonly endedUnits: EndedUnits;
}

/** What is wrong; the case where it goes wrong is shown in words by whoever tells it. */
export type RuleProblem =
  | { readonly code: 'rule-uncovered'; readonly of: DispatchCase }
  | { readonly code: 'rule-names-nobody'; readonly row: number; readonly of: DispatchCase }
  | { readonly code: 'rule-hours-empty' | 'rule-never-reached'; readonly row: number }
  | {
      readonly code: 'rule-id-twice' | 'rule-unit-unknown' | 'rule-place-unknown' | 'rule-kind-unknown' | 'rule-class-unknown';
      readonly row: number;
      readonly id: string;
    };

const wordsOf = (rules: readonly DispatchRule[], city: RuledCity): RuleProblem[] => {
  const living = livingAmong(city.endedUnits);
  const known = {
    kinds: new Set(city.kinds.map(({ code }) => code)),
    classes: new Set(city.classes.map(({ code }) => code)),
    places: new Set(city.places.flatMap((place) => [place.districtCode, place.streetCode])),
    units: new Set(city.unitIds),
  };
  const strangers = (
    row: number,
    code: 'rule-place-unknown' | 'rule-kind-unknown' | 'rule-class-unknown',
    given: readonly string[] = [],
    set: ReadonlySet<string>,
  ) => given.filter((id) => !set.has(id)).map((id): RuleProblem => ({ code, row, id }));
  return rules.flatMap(({ id, when, act, tell, fallBack }, i): RuleProblem[] => {
    const row = i + 1;
    const named = [...act, ...tell, ...fallBack].filter((party) => party.startsWith('unit:')).map((party) => party.slice(5));
    return [
      ...(rules.findIndex((other) => other.id === id) < i ? [{ code: 'rule-id-twice' as const, row, id }] : []),
      ...strangers(row, 'rule-kind-unknown', when.kinds, known.kinds),
      ...strangers(row, 'rule-class-unknown', when.classes, known.classes),
      ...strangers(row, 'rule-place-unknown', when.places, known.places),
      ...[...new Set(named)]
        .filter((unit) => !known.units.has(unit) || living(unit) === null)
        .map((unit): RuleProblem => ({ code: 'rule-unit-unknown', row, id: unit })),
      ...(when.hours && when.hours.from === when.hours.to ? [{ code: 'rule-hours-empty' as const, row }] : []),
    ];
  });
};

/** One way in which cases differ: a value with what it makes of a case, and which of the rules it leaves. */
interface Value {
  readonly of: Partial<DispatchCase>;
  readonly units?: PlaceUnits;
  readonly left: readonly boolean[];
}
type Axis = readonly Value[];

const blank: DispatchCase = {
  ...{ kind: '', acts: 'owner', isHazard: false, belief: 'none', by: null, percent: null, classCode: null, location: null },
  ...{ ownerId: null, maintainerId: null, likeliestId: null, hasEnded: false, districtCode: '', streetCode: '', time: '00:00' },
};

/** Values that the rules cannot tell apart are one. */
const axis = (
  rules: readonly DispatchRule[],
  asked: readonly (keyof RuleWhen)[],
  values: readonly Omit<Value, 'left'>[],
  besides: (value: Omit<Value, 'left'>) => string = () => '',
): Axis => {
  const apart = new Map<string, Value>();
  for (const value of values) {
    const of = { ...blank, ...value.of };
    const left = rules.map(({ when }) => asked.every((name) => conditions[name](when, of)));
    const key = `${left.map(Number).join('')} ${besides(value)}`;
    if (!apart.has(key)) apart.set(key, { ...value, left });
  }
  return [...apart.values()];
};

const kindAxis = (rules: readonly DispatchRule[], { kinds }: RuledCity): Axis =>
  axis(
    rules,
    ['acts', 'kinds', 'isHazard'],
    kinds.flatMap(({ code, about, acts, isHazard }) => {
      const of = { kind: code, acts: acts === 'owner' && about === 'none' ? ('centre' as const) : acts };
      return [...(isHazard ? [] : [{ of: { ...of, isHazard: false } }]), { of: { ...of, isHazard: true } }]; // someone hurt makes any matter a danger
    }),
    ({ of }) => String(of.acts === 'owner'),
  );

const locations = ['carriageway', 'footway', 'green', 'compound'];

const thingAxis = (rules: readonly DispatchRule[], { classes }: RuledCity): Axis => {
  const things = classes.flatMap(({ code }) => locations.map((location) => ({ classCode: code, location })));
  const nothing = [{ classCode: null, location: null }];
  const values: Record<Belief, readonly Partial<DispatchCase>[]> = {
    known: things,
    ownerless: things,
    unsure: [...nothing, ...things],
    none: [...nothing, ...things],
  };
  return axis(
    rules,
    ['beliefs', 'classes', 'locations'],
    Object.entries(values).flatMap(([belief, all]) => all.map((thing) => ({ of: { ...thing, belief: belief as Belief } }))),
    ({ of }) => of.belief ?? '',
  );
};

const placeAxis = (rules: readonly DispatchRule[], { places }: RuledCity): Axis =>
  axis(
    rules,
    ['places'],
    places.map(({ districtCode, streetCode, units }) => ({ of: { districtCode, streetCode }, units })),
    ({ units }) => `${units?.road !== null} ${units?.greening !== null}`,
  );

const hourAxis = (rules: readonly DispatchRule[]): Axis => {
  const edges = rules.flatMap(({ when }) => (when.hours ? [when.hours.from, when.hours.to] : []));
  return axis(
    rules,
    ['hours'],
    ['00:00', ...edges].map((time) => ({ of: { time } })),
  );
};

/** A case at its worst: a thing known to be kept has an owner or a maintainer and perhaps not both; whose it is likeliest may be too unlikely. */
const worstOf = (of: DispatchCase): DispatchCase[] =>
  of.belief === 'known'
    ? [
        { ...of, by: 'matched', ownerId: 'x' },
        { ...of, by: 'matched', maintainerId: 'x' },
      ]
    : [of];

const namesNobody = (rule: DispatchRule, of: DispatchCase, units: PlaceUnits, living: Living): boolean =>
  worstOf(of).some((worst) => rule.act.every((party) => unitOf(party, rule, worst, units, living) === null));

/**
 * Walks the cases that rules tell apart; each comes with the first rule that fits, from 0, or -1. Where no further difference can matter
 * to the first that is left, only the places are gone through, the last axis: in some of them a unit may be missing.
 */
const walk = (axes: readonly Axis[], count: number, visit: (first: number, of: DispatchCase, units: PlaceUnits) => void): void => {
  const last = axes.length - 1;
  const isFree = (rule: number, depth: number) => axes.slice(depth).every((values) => values.every(({ left }) => left[rule]));
  const free = axes.map((_, depth) => Array.from({ length: count }, (_, rule) => isFree(rule, depth)));
  const isDecided = (depth: number, [first]: readonly number[]) => depth < last && (first === undefined || free[depth]?.[first] === true);
  const step = (depth: number, left: readonly number[], of: DispatchCase, units?: PlaceUnits): void => {
    const values = axes[depth];
    if (!values && units) visit(left[0] ?? -1, of, units);
    else if (isDecided(depth, left)) {
      const rest = Object.assign({}, of, ...axes.slice(depth, last).map(([value]) => value?.of)) as DispatchCase;
      step(last, left.slice(0, 1), rest, units);
    } else
      for (const value of values ?? []) {
        const stay = left.filter((rule) => value.left[rule]);
        step(depth + 1, stay, { ...of, ...value.of }, value.units ?? units);
      }
  };
  step(0, [...Array(count).keys()], blank);
};

const mostCasesShown = 3;

/**
 * What is wrong with a set of rules in this city: words that name nothing, cases that would be nobody's (the first three are shown),
 * and rows that no case ever comes to.
 */
export const checkRules = (rules: readonly DispatchRule[], city: RuledCity): RuleProblem[] => {
  const problems = wordsOf(rules, city);
  const living = livingAmong(city.endedUnits);
  const reached = new Set<number>();
  const open: RuleProblem[] = [];
  const shown = new Set<number>();
  const axes = [kindAxis(rules, city), thingAxis(rules, city), hourAxis(rules), placeAxis(rules, city)];
  walk(axes, rules.length, (first, of, units) => {
    reached.add(first);
    const rule = rules[first];
    if (rule && !namesNobody(rule, of, units, living)) return;
    if (open.length >= mostCasesShown || shown.has(first)) return;
    shown.add(first);
    open.push(rule ? { code: 'rule-names-nobody', row: first + 1, of } : { code: 'rule-uncovered', of });
  });
  const dead = rules.flatMap((_, i): RuleProblem[] => (reached.has(i) ? [] : [{ code: 'rule-never-reached', row: i + 1 }]));
  return [...problems, ...open, ...dead];
};

export const isWarning = ({ code }: RuleProblem): boolean => code === 'rule-never-reached';
