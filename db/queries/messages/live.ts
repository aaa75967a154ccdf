import type { ActingUnit } from '#domain/access.ts';
import type { Client, Pool } from '../../pool.ts';

/** What `notifyOrderChanged` of order-changes.ts sends. */
export interface OrderChange {
  readonly id: string;
  readonly version: number;
  readonly district: string;
  readonly street: string;
  readonly units: readonly string[];
  /** Units that lose it, and those that have a case of bill and blame of it, wherever it lies; not there: a server of before sent it. */
  readonly acting?: readonly ActingUnit[];
}

/** What somebody may see has changed, or a session or token of theirs ended: what `tell_person_changed` sends. */
export interface PersonChange {
  readonly person: string;
}

export interface Listening {
  stop(): void;
}

const isOrder = (value: unknown): value is OrderChange => typeof value === 'object' && value !== null && 'id' in value && 'units' in value && 'street' in value;
const isPerson = (value: unknown): value is PersonChange =>
  typeof value === 'object' && value !== null && 'person' in value && typeof value.person === 'string';

const read = (payload: string | undefined): OrderChange | PersonChange | null => {
  try {
    const value: unknown = JSON.parse(payload ?? '');
    return isOrder(value) || isPerson(value) ? value : null;
  } catch {
    return null;
  }
};

/**
 * Hears of changed orders, and of people whose rights changed, over one connection of the pool, held until `stop`.
 * @param onLost the connection broke: changes may have been missed
 */
export const listenToOrders = async (pool: Pool, onChange: (change: OrderChange | PersonChange) => void, onLost: () => void): Promise<Listening> => {
  const client: Client = await pool.connect();
  let ended = false;
  const end = (lost: boolean) => {
    if (ended) return;
    ended = true;
    client.removeAllListeners('notification');
    client.release(true); // closed, not given back: it listens
    if (lost) onLost();
  };
  client.on('notification', ({ payload }) => {
    const change = read(payload);
    if (change) onChange(change);
  });
  client.on('error', () => end(true));
  client.on('end', () => end(true));
  try {
    await client.query('listen order_changed');
  } catch (error) {
    end(false);
    throw error;
  }
  return { stop: () => end(false) };
};
