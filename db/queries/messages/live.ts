import type { Client, Pool } from '../../pool.ts';

/** What `notifyOrderChanged` of order-changes.ts sends. */
export interface OrderChange {
  readonly id: string;
  readonly version: number;
  readonly district: string;
  readonly street: string;
  readonly units: readonly string[];
}

export interface Listening {
  stop(): void;
}

const isChange = (value: unknown): value is OrderChange =>
  typeof value === 'object' && value !== null && 'id' in value && 'units' in value && 'street' in value;

const read = (payload: string | undefined): OrderChange | null => {
  try {
    const value: unknown = JSON.parse(payload ?? '');
    return isChange(value) ? value : null;
  } catch {
    return null;
  }
};

/**
 * Hears of changed orders over one connection of the pool, held until `stop`.
 * @param onLost the connection broke: changes may have been missed
 */
export const listenToOrders = async (pool: Pool, onChange: (change: OrderChange) => void, onLost: () => void): Promise<Listening> => {
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
