import type { Session } from '#domain/contract/sessions.ts';
import type { Name } from '#domain/contract/terms.ts';

/** What a wall's figures are about: the places of who opened it, or the city where any of their roles reaches all of it or a unit's orders anywhere. */
export const reachOf = (grants: Session['grants'], city: Name): readonly Name[] => {
  const places = grants.flatMap(({ place }) => (place ? [place] : []));
  if (places.length === 0 || places.length < grants.length || places.some(({ code }) => /^\d{2}0000$/.test(code))) return [city];
  return [...new Map(places.map(({ code, name }) => [code, name])).values()];
};
