import { useQuery } from '@tanstack/react-query';
import { call } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { listRuleSets } from '../../staff/routes.ts';

/** The versions and drafts of the rules, and what a rule can name. */
export const useRuleSets = () => useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => call(listRuleSets, { signal }) });

/** The places and units that a rule can name, in the reader's language; a street with its district, since several bear the same name. */
export const useNamed = () => {
  const { named } = useLanguage();
  const { data } = useRuleSets();
  const places = new Map((data?.places ?? []).map(({ code, name }) => [code, named(name)]));
  const units = new Map((data?.units ?? []).map(({ id, name }) => [`unit:${id}`, named(name)]));
  const place = (code: string): string => [...(code.length > 6 ? [places.get(code.slice(0, 6))] : []), places.get(code) ?? code].filter(Boolean).join(' · ');
  return { placeCodes: [...places.keys()], place, units };
};
