import type { ImportChange, ImportRow, SaidNames } from '#db/queries/imports/imports.ts';

type Change = Pick<ImportChange, 'mapping' | 'system' | 'axes' | 'rules'>;

/** That places are right although they look wrong is said of one file, not of those to come. */
const ofOneFile: readonly string[] = ['systemIsSure'];

const changed = (before: object, now: object): string[] => {
  const held = new Map(Object.entries(before) as [string, unknown][]);
  return (Object.entries(now) as [string, unknown][]).filter(([name, value]) => held.get(name) !== value).map(([name]) => name);
};

const both = (before: readonly string[] = [], now: readonly string[]): string[] => [...new Set([...before, ...now])];

/** What somebody chose otherwise than it stood, added to what was chosen of this file before: it alone is remembered of it. */
export const saidMore = ({ said, mapping, system, axes, rules }: Pick<ImportRow, 'said' | keyof Change>, now: Change): SaidNames => ({
  headings: both(said.headings, changed(mapping, now.mapping ?? {})),
  rules: both(said.rules, changed(rules, now.rules ?? {})).filter((name) => !ofOneFile.includes(name)),
  coordinates: said.coordinates === true || (now.system ?? system) !== system || (now.axes ?? axes) !== axes,
});
