import type { TFunction } from 'i18next';
import type { City } from '#domain/contract/city.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import type { Name } from '#domain/contract/terms.ts';

/** Whom a rule names, as a person says it; one unit by its name. */
export const wordParty = (t: TFunction, units: ReadonlyMap<string, string>, party: string): string =>
  party.startsWith('unit:') ? (units.get(party) ?? party.slice(5)) : t(`network.party.${party}`);

/** From whom to whom an order would have gone; of one that only others would be told of, with whom it stays. */
export const wordFlow = (t: TFunction, named: (name: Name) => string, { from, to }: { readonly from: Name; readonly to: Name }): string =>
  from.zh === to.zh ? t('network.run.stays', { unit: named(to) }) : t('network.run.flow', { from: named(from), to: named(to) });

/** The conditions of a rule, one phrase each; none: everything else. */
export const wordWhen = (
  t: TFunction,
  named: (name: Name) => string,
  { city, place }: { readonly city: City; readonly place: (code: string) => string },
  { when, leastPercent }: DispatchRule,
): string[] => {
  const join = (all: readonly string[]) => all.join(t('common.comma'));
  const kindName = (code: string) => city.problemKinds.find((kind) => kind.code === code)?.name;
  const className = (code: string) => city.assetClasses.find((one) => one.code === code)?.name;
  const or = (name: Name | undefined, code: string) => (name ? named(name) : code);
  return [
    ...(when.acts ? [join(when.acts.map((acts) => t(`network.acts.${acts}`)))] : []),
    ...(when.kinds ? [join(when.kinds.map((code) => or(kindName(code), code)))] : []),
    ...(when.isHazard === undefined ? [] : [t(`network.hazard.${when.isHazard ? 'yes' : 'no'}`)]),
    ...(when.beliefs ? [join(when.beliefs.map((belief) => t(`network.beliefs.${belief}`)))] : []),
    ...(when.classes ? [join(when.classes.map((code) => or(className(code), code)))] : []),
    ...(when.locations ? [join(when.locations.map((location) => t(`network.locations.${location}`)))] : []),
    ...(when.places ? [join(when.places.map(place))] : []),
    ...(when.hours ? [`${when.hours.from}–${when.hours.to}`] : []),
    ...(leastPercent === undefined ? [] : [t('network.least', { percent: leastPercent })]),
  ];
};
