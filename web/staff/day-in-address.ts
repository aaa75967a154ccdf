import { isDay } from '#domain/local-time.ts';

/** The day that an address names; undefined without, and for what is no day: an address is typed and cut by people. */
export const readDay = (text: string | undefined): string | undefined => (text !== undefined && isDay(text) ? text : undefined);
