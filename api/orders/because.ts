import type { ActBecause } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import type { Reason } from '#domain/contract/terms.ts';
import type { Act } from './decide-act.ts';

const reasonOf = ({ code, ...params }: ActBecause): Reason => ({ code, params });

/** The words of what a page wrote for its person, for who reads words alone (a message, an export): Chinese, as all that is stored. */
export const becauseInWords = (because: ActBecause | undefined): string | undefined => because && wordReason(reasonOf(because), 'zh');

/** What an event keeps of it, so that each reader reads it in their own language. */
export const becauseKept = ({ because }: Pick<Act, 'because'>): { because?: Reason } => (because === undefined ? {} : { because: reasonOf(because) });
