import type { OrderAction } from './contract/terms.ts';

/**
 * The acts that can be taken back while nothing followed but what was itself taken back. What was told to a caller, shown by photos, judged, or learned by the registry
 * is no slip of a key: it is answered by another act (退回返工, 重新办理), and a merge by its own undoing.
 */
const takeable: readonly OrderAction[] = [
  'sign',
  'contact',
  'start',
  'send_crew',
  'arrive',
  'dispatch',
  'hand_up',
  'hand_down',
  'hand_across',
  'split',
  'keep_apart',
  'choose_asset',
  'ask_time',
  'grant_time',
  'refuse_time',
  'ask_pause',
  'grant_pause',
  'refuse_pause',
  'resume',
  'supervise',
  'docket',
  'check',
  'no_answer',
  'void',
];

export const isTakeable = (action: OrderAction): boolean => takeable.includes(action);
