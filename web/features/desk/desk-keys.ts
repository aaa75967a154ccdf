/** What the desk's own keys do; the acts of an order have theirs in orders/action-keys.ts. */
export const deskKeys = {
  newest: '1',
  next: 'j',
  previous: 'k',
  choose: 'i',
  dangers: 'f',
  report: 'n',
  search: '/',
  shut: 'Escape',
  help: '?',
} as const;
export type DeskKey = keyof typeof deskKeys;
