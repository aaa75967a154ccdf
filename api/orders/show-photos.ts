import { attachToOrder } from '#db/queries/reports/photos.ts';
import type { Connection } from '#db/sql.ts';
import { refuse } from '../errors.ts';

/** Gives an order photos that nobody sent with anything yet. @throws HttpError photo-unknown */
export const showPhotos = async (client: Connection, orderId: string, ids: readonly string[], by: Parameters<typeof attachToOrder>[3]): Promise<void> => {
  if (ids.length > 0 && (await attachToOrder(client, orderId, ids, by)) < ids.length) throw refuse('photo-unknown', { field: 'photoIds' });
};
