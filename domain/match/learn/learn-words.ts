import { listedWords, type Mention } from '../find-words.ts';
import type { MatchContext } from '../observation.ts';
import type { LearnedTables } from '../priors.ts';
import { readWords } from '../read-words.ts';
import { Counts, Table } from './counts.ts';
import { likeness } from './likeness.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

/** Orders' worth of belief that a word is as common as such words are on the whole. */
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

/** By the four sorts of word and thing: whether a list of the city calls it so. */
type Likeness = Readonly<Record<keyof Usual, number>>;

/** One word with one class or owner: how often it was said, how often it would be as its like are, and of which sort it is. */
interface WordCell {
  readonly key: string;
  readonly seen: number;
  readonly expected: number;
  readonly orders: number;
  readonly sort: keyof Usual;
}

const sortOfClass = ({ classes }: Called, code: string): keyof Usual => (classes.has(code) ? 'listedClass' : 'otherClass');
const sortOfOwner = ({ units }: Called, owner: string): keyof Usual => (units.has(owner) ? 'listedUnit' : 'otherUnit');

/** How much oftener or seldomer a word is said than its like are. */
const oftenOf = (called: Called, said: Said, usual: Usual): number => {
  const { word } = called;
  const expected =
    said.classes.keys().reduce((sum, code) => sum + said.classes.of(code) * usual[sortOfClass(called, code)], 0) +
    said.owners.keys().reduce((sum, owner) => sum + said.owners.of(owner) * usual[sortOfOwner(called, owner)], 0);
  return (said.ofClass.row(word).total + said.ofOwner.row(word).total + steadyingOften) / (expected + steadyingOften);
};

const wordCells = (called: Called, often: number, said: Said, usual: Usual, context: MatchContext): WordCell[] => {
  const cell = (key: string, seen: number, orders: number, sort: keyof Usual) => ({ key, seen, orders, expected: orders * often * usual[sort], sort });
  const [classRow, ownerRow] = [said.ofClass.row(called.word), said.ofOwner.row(called.word)];
  return [
    ...context.classWords.map(({ code }) => cell(code, classRow.of(code), said.classes.of(code), sortOfClass(called, code))),
    ...[...new Set([...said.owners.keys(), ...called.units])].map((owner) =>
      cell(`|${owner}`, ownerRow.of(owner), said.owners.of(owner), sortOfOwner(called, owner)),
    ),
  ];
};

const sorts = ['listedClass', 'otherClass', 'listedUnit', 'otherUnit'] as const;

/** How alike the words of each sort are, learned from all of them: what nobody said yet of one class is then neither ruled out nor made much of. */
const likenessOf = (cells: readonly WordCell[]): Likeness =>
  Object.fromEntries(sorts.map((sort) => [sort, likeness(cells.filter((cell) => cell.sort === sort))])) as Record<keyof Usual, number>;

const sharesOf = (cells: readonly WordCell[], often: number, usual: Usual, alikeness: Likeness): Record<string, number> => ({
  '*': often * usual.otherClass,
  '|*': often * usual.otherUnit,
  ...Object.fromEntries(cells.map(({ key, seen, expected, sort }) => [key, (often * usual[sort] * (seen + alikeness[sort])) / (expected + alikeness[sort])])),
});

/** How often each word is said of each class ('0107') and of each owner's things ('|telecom-a'); words never heard as their like are. */
export const learnWords = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[], context: MatchContext): LearnedTables['words'] => {
  const said = countSaid(orders, responsible, context);
  const called = calledBy(context, listedWords(context));
  const usual = usualOf(called, said);
  const words = called.map((one) => {
    const often = oftenOf(one, said, usual);
    return { word: one.word, often, cells: wordCells(one, often, said, usual, context) };
  });
  const alikeness = likenessOf(words.flatMap(({ cells }) => cells));
  return Object.fromEntries(words.map(({ word, often, cells }) => [word, sharesOf(cells, often, usual, alikeness)]));
};
