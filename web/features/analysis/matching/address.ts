import type { Static } from 'typebox';
import type * as contract from '#domain/contract/matching.ts';
import type { GetFilter } from '../../../staff/use-filters.ts';
import { hrefWith } from '../address.ts';

type Asked = Static<(typeof contract.listMatchingOrders)['query']>;
export type Chosen = { readonly [K in 'channel' | 'placeCode' | 'classCode' | 'bin' | 'which']?: Asked[K] | undefined };

const channels = ['pin', 'plate', 'hotline', 'api'] as const;
const whiches = ['right', 'wrong', 'misdispatched', 'looked', 'asked'] as const;

const fitting = (text: string | undefined, pattern: RegExp): string | undefined => (text !== undefined && pattern.test(text) ? text : undefined);

/** What the address asks for; what it says wrongly is left out. */
export const readChosen = (get: GetFilter): Chosen => {
  const bin = fitting(get('bin'), /^\d$/);
  return {
    channel: channels.find((one) => one === get('channel')),
    placeCode: fitting(get('place'), /^\d{6}$/),
    classCode: fitting(get('class'), /^(\d{4}|none)$/),
    bin: bin === undefined ? undefined : Number(bin),
    which: whiches.find((one) => one === get('which')),
  };
};

type Changes = { readonly [K in 'channel' | 'place' | 'class' | 'bin' | 'which']?: string | null };

/** The same page with something chosen, or no longer chosen: what a number leads to. */
export const matchingHref = (search: string, changes: Changes): string => hrefWith(search, changes, '/analysis/matching');

/** Of a group: its orders, or some of them. */
export const groupHref = (search: string, name: 'channel' | 'place' | 'class', code: string, which: Chosen['which'] | null = null): string =>
  matchingHref(search, { [name]: code, bin: null, which: which ?? null });
