import type { LockedOrder } from '#db/queries/orders/order-changes.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import type { Person } from '../app-type.ts';
import type { Act } from './decide-act.ts';

/** One person's act on one order, its row held: what every part of saving it works with. */
export interface Acting {
  readonly client: Connection;
  readonly vocabulary: Vocabulary;
  /** As it was before the act. */
  readonly order: LockedOrder;
  readonly act: Act;
  /** null: a caller, by their number. */
  readonly person: Person | null;
  readonly now: string;
}
