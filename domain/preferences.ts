import type { Preferences } from './contract/preferences.ts';

/** A desk as it is before its person changed anything. */
export const standardPreferences: Preferences = {
  queueFilters: [],
  queueView: 'lines',
  queueColumns: ['kind', 'state', 'address', 'street', 'unit', 'due'],
  dangerSound: false,
  letterKeys: true,
  letters: [],
};
