import { refuse } from './errors.ts';

/** What is wrong with one parameter of an address. */
export const wrong = (field: string, whyZh: string, whyEn: string) => refuse('query-invalid', { field, params: { field, whyZh, whyEn } });
