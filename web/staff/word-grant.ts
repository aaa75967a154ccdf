import type { TFunction } from 'i18next';
import type { Session } from '#domain/contract/sessions.ts';
import type { Name } from '#domain/contract/terms.ts';

/** A role with where it reaches: 派单员 · 徐汇区. */
export const wordGrant = (t: TFunction, named: (name: Name) => string, { role, place, unit }: Session['grants'][number]): string => {
  const scope = place?.name ?? unit?.name;
  return `${t(`staff.role.${role}`)}${scope ? `\u00a0· ${named(scope)}` : ''}`;
};
