import type { Preferences } from '#domain/contract/preferences.ts';
import { usePreferences } from '../../staff/preferences.ts';

/** A table of keys with a person's own letters in place of the standard's. */
export const withOwn = <Keys extends Readonly<Partial<Record<string, string>>>>(standard: Keys, letters: Preferences['letters']): Keys => ({
  ...standard,
  ...Object.fromEntries(letters.filter(({ name }) => name in standard).map(({ name, letter }) => [name, letter])),
});

/**
 * The keys as whoever is signed in has them; `isOn`: whether single letters act at all. They do not before it is known which are theirs: a letter of the standard
 * would do what they gave another, or what they turned off.
 */
export const useOwnKeys = <Keys extends Readonly<Partial<Record<string, string>>>>(standard: Keys): { keys: Keys; isOn: boolean } => {
  const { preferences, isKnown } = usePreferences();
  return { keys: withOwn(standard, preferences.letters), isOn: isKnown && preferences.letterKeys };
};
