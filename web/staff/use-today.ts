import type { City } from '#domain/contract/city.ts';
import { localDate } from '#domain/local-time.ts';
import { useNow } from '../client/use-now.ts';

/** The city's day. */
export const useToday = ({ timeZone }: City): string => localDate(useNow(), timeZone);
