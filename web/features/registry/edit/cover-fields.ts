import type { Asset } from '#domain/contract/assets.ts';
import type { Field } from './fields.ts';

export const coverWords = 'registry.coverField';

/** The facts of a cover in the order people read them off; the names are those of a correction. */
export const coverFields: readonly Field[] = [
  { name: 'shape', kind: 'choice', values: ['round', 'rectangular'], words: 'registry.shapes', canBeEmpty: true },
  { name: 'sizeMm', kind: 'number', unit: 'mm', canBeEmpty: true },
  { name: 'widthMm', kind: 'number', unit: 'mm', canBeEmpty: true },
  { name: 'clearOpeningMm', kind: 'number', unit: 'mm', canBeEmpty: true },
  {
    name: 'material',
    kind: 'choice',
    values: ['ductile_iron', 'grey_iron', 'concrete', 'composite', 'concrete_filled'],
    words: 'registry.materials',
    canBeEmpty: true,
  },
  { name: 'loadClass', kind: 'choice', values: ['A15', 'B125', 'C250', 'D400', 'E600', 'F900'], words: 'registry.loadClasses', canBeEmpty: true },
  { name: 'lettering', kind: 'text', canBeEmpty: true },
  { name: 'maker', kind: 'text', canBeEmpty: true },
  { name: 'bolted', kind: 'yesNo', canBeEmpty: true },
  { name: 'vented', kind: 'yesNo', canBeEmpty: true },
  { name: 'smartSensor', kind: 'yesNo', canBeEmpty: true },
  { name: 'levelDifferenceMm', kind: 'number', unit: 'mm', canBeEmpty: true },
  { name: 'fittedOn', kind: 'date', canBeEmpty: true },
];

/** The cover that is on; undefined without one. */
export const coverOn = ({ covers }: Asset) => covers.find(({ removedOn }) => removedOn === null);
