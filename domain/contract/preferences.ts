import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { words } from './terms.ts';

/** The columns that a queue's table can show. */
const Column = words('number', 'kind', 'state', 'address', 'street', 'unit', 'class', 'reports', 'opened', 'due');
export type QueueColumn = Static<typeof Column>;

const SavedFilter = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 30 }),
    query: Type.String({ maxLength: 300, pattern: '^[\\w\\-.~%=&+,:]*$', description: 'The filters as they stand in the page’s address, without “?”' }),
  },
  { additionalProperties: false },
);

const OwnLetter = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z_]{1,20}$', description: 'An act, or what a key does on the desk' }),
    letter: Type.String({ pattern: '^[a-z0-9=.,;\\[\\]-]$' }),
  },
  { additionalProperties: false },
);

const Preferences = Type.Object(
  {
    queueFilters: Type.Array(SavedFilter, { maxItems: 20 }),
    queueView: words('lines', 'table'),
    queueColumns: Type.Array(Column, { maxItems: 10, uniqueItems: true }),
    dangerSound: Type.Boolean(),
    letterKeys: Type.Boolean({ description: 'Whether single letters act; whoever dictates or has a tremor turns them off' }),
    letters: Type.Array(OwnLetter, { maxItems: 60, description: 'Letters of one’s own in place of the standard’s' }),
  },
  { additionalProperties: false },
);
export type Preferences = Static<typeof Preferences>;

export const getPreferences = route({
  name: 'getPreferences',
  method: 'GET',
  path: '/api/v1/account/preferences',
  access: 'signed-in',
  csrf: false,
  summary: 'How one likes one’s desk; the standard where one did not choose',
  reply: { 200: Preferences },
});

export const putPreferences = route({
  name: 'putPreferences',
  method: 'PUT',
  path: '/api/v1/account/preferences',
  access: 'signed-in',
  csrf: true,
  summary: 'Keeps how one likes one’s desk; the last word stands',
  body: Preferences,
  reply: { 200: Preferences },
});
