import type { TFunction } from 'i18next';
import type { Session } from '#domain/contract/sessions.ts';
import type { Name } from '#domain/contract/terms.ts';
import { dot } from '../ui/dotted.ts';

/** A unit or a place of somebody's, and whether the unit has ended: its role stays, for what was closed under it, and acts on nothing any more. */
export const wordScope = (
  t: TFunction,
  named: (name: Name) => string,
  { place, unit }: Pick<Session['grants'][number], 'place' | 'unit'>,
): string | undefined => {
  if (place) return named(place.name);
  if (!unit) return undefined;
  return unit.hasEnded ? t('staff.unit.ended', { name: named(unit.name) }) : named(unit.name);
};

/** A role with where it reaches: 派单员 · 徐汇区. */
export const wordGrant = (t: TFunction, named: (name: Name) => string, grant: Session['grants'][number]): string => {
  const scope = wordScope(t, named, grant);
  return `${t(`staff.role.${grant.role}`)}${scope ? `${dot}${scope}` : ''}`;
};
