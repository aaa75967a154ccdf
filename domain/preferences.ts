import type { Preferences } from './contract/preferences.ts';

/** A desk as it is before its person changed anything. */
export const standardPreferences: Preferences = {
  queueFilters: [],
  queueView: 'lines',
  queueColumns: ['kind', 'state', 'due', 'address', 'street', 'unit'],
  dangerSound: false,
  letterKeys: true,
  letters: [],
};
