import { listedWords, type Mention } from '../find-words.ts';
import type { MatchContext } from '../observation.ts';
import type { LearnedTables } from '../priors.ts';
import { readWords } from '../read-words.ts';
import { Counts, Table } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

/** Orders' worth of belief that a word is said as such words are on the whole. */
const steadying = 5;
const steadyingOften = 2;

/** How often such words are said on the whole: of a class or unit that the city's lists call by them, and of any other. */
interface Usual {
  readonly listedClass: number;
  readonly otherClass: number;
  readonly listedUnit: number;
  readonly otherUnit: number;
}

const usualAtFirst: Usual = { listedClass: 0.12, otherClass: 0.002, listedUnit: 0.08, otherUnit: 0.002 };

interface Called {
  readonly word: string;
  readonly classes: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
}

const alike = (a: string, b: string) => a.startsWith(b) || b.startsWith(a);

/** Every word that can be heard, with what the city's own lists call by it. */
const calledBy = ({ classWords, unitWords, priors }: MatchContext, heard: Iterable<string>): Called[] =>
  [...new Set([...heard, ...priors.learned.newWords])].map((word) => ({
    word,
    classes: new Set(classWords.filter(({ words }) => words.some((one) => alike(one, word))).map(({ code }) => code)),
    units: new Set(unitWords.filter(({ words }) => words.some((one) => alike(one, word))).map(({ unitId }) => unitId)),
  }));

/** What was said: how often each word with a class and with an owner, and how many orders with words there are of each. */
interface Said {
  readonly ofClass: Table;
  readonly ofOwner: Table;
  readonly classes: Counts;
  readonly owners: Counts;
}

/** Whose it was, as far as is known: who did the work, else the record. */
const ownerOf = ({ asset }: Responsible, { found }: Settled): string => found.unitId ?? asset?.ownerId ?? '';

/** Of how often a word is said of a class and an owner, the part that the class is answerable for. */
const ofTheClass = ({ word, classes, units }: Mention, code: string, owner: string, learned: LearnedTables['words']): number => {
  const shares = learned[word];
  const byClass = shares?.[code] ?? shares?.['*'] ?? (classes.includes(code) ? usualAtFirst.listedClass : usualAtFirst.otherClass);
  const byOwner = shares?.[`|${owner}`] ?? shares?.['|*'] ?? (units.includes(owner) ? usualAtFirst.listedUnit : usualAtFirst.otherUnit);
  return byClass / Math.max(1e-12, byClass + byOwner);
};

/** Classes and owners that may be meant by an order, with how likely each is. */
const cellsOf = (order: Settled, responsible: readonly Responsible[]): { code: string; owner: string; share: number }[] => {
  const cells = new Table();
  for (const one of responsible) if (one.asset && one.after > 0.01) cells.row(one.asset.classCode).add(ownerOf(one, order), one.after);
  return cells.keys().flatMap((code) =>
    cells
      .row(code)
      .keys()
      .map((owner) => ({ code, owner, share: cells.row(code).of(owner) })),
  );
};

const countSaid = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[], context: MatchContext): Said => {
  const said: Said = { ofClass: new Table(), ofOwner: new Table(), classes: new Counts(), owners: new Counts() };
  orders.forEach((order, i) => {
    if (order.observation.text === '') return;
    const { mentions } = readWords(order.observation, context);
    for (const { code, owner, share } of cellsOf(order, responsible[i] ?? [])) {
      said.classes.add(code, share);
      said.owners.add(owner, share);
      for (const mention of mentions) {
        const ofIt = ofTheClass(mention, code, owner, context.priors.learned.words);
        said.ofClass.row(mention.word).add(code, share * ofIt);
        said.ofOwner.row(mention.word).add(owner, share * (1 - ofIt));
      }
    }
  });
  return said;
};

const ratio = (counts: readonly [number, number][], standing: number): number => {
  const [seen, of] = counts.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  return (seen + standing * 50) / (of + 50);
};

const usualOf = (called: readonly Called[], said: Said): Usual => {
  const classes = (isListed: boolean) =>
    called.flatMap((one) =>
      said.classes
        .keys()
        .flatMap((code): [number, number][] => (one.classes.has(code) === isListed ? [[said.ofClass.row(one.word).of(code), said.classes.of(code)]] : [])),
    );
  const owners = (isListed: boolean) =>
    called.flatMap((one) =>
      said.owners
        .keys()
        .flatMap((owner): [number, number][] => (one.units.has(owner) === isListed ? [[said.ofOwner.row(one.word).of(owner), said.owners.of(owner)]] : [])),
    );
  return {
    listedClass: ratio(classes(true), usualAtFirst.listedClass),
    otherClass: ratio(classes(false), usualAtFirst.otherClass),
    listedUnit: ratio(owners(true), usualAtFirst.listedUnit),
    otherUnit: ratio(owners(false), usualAtFirst.otherUnit),
  };
};

/** One word's shares: what was counted, drawn towards what such words are said as on the whole, as much oftener or seldomer as this one is. */
const sharesOf = ({ word, classes, units }: Called, said: Said, usual: Usual, context: MatchContext): Record<string, number> => {
  const ofClass = (code: string) => (classes.has(code) ? usual.listedClass : usual.otherClass);
  const ofOwner = (owner: string) => (units.has(owner) ? usual.listedUnit : usual.otherUnit);
  const [classRow, ownerRow] = [said.ofClass.row(word), said.ofOwner.row(word)];
  const expected =
    said.classes.keys().reduce((sum, code) => sum + said.classes.of(code) * ofClass(code), 0) +
    said.owners.keys().reduce((sum, owner) => sum + said.owners.of(owner) * ofOwner(owner), 0);
  const often = (classRow.total + ownerRow.total + steadyingOften) / (expected + steadyingOften);
  const shares: Record<string, number> = { '*': often * usual.otherClass, '|*': often * usual.otherUnit };
  for (const { code } of context.classWords) shares[code] = (classRow.of(code) + steadying * often * ofClass(code)) / (said.classes.of(code) + steadying);
  for (const owner of new Set([...said.owners.keys(), ...units]))
    shares[`|${owner}`] = (ownerRow.of(owner) + steadying * often * ofOwner(owner)) / (said.owners.of(owner) + steadying);
  return shares;
};

/** How often each word is said of each class ('0107') and of each owner's things ('|telecom-a'); words never heard as their like are. */
export const learnWords = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[], context: MatchContext): LearnedTables['words'] => {
  const said = countSaid(orders, responsible, context);
  const called = calledBy(context, listedWords(context));
  const usual = usualOf(called, said);
  return Object.fromEntries(called.map((one) => [one.word, sharesOf(one, said, usual, context)]));
};
