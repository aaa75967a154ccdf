import { refuse } from '../errors.ts';
import { isStoredInstant } from '../stored-instant.ts';

/** Where a page ended that is in turn by an instant: as PostgreSQL writes it, so that no microsecond is lost. */
export interface Ended {
  readonly at: string;
  readonly id: string;
}

/** `<instant as PostgreSQL writes it>|<id>` @throws HttpError query-invalid */
export const readCursor = (cursor: string): Ended => {
  const [, at = '', id = ''] = /^([^|]+)\|(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!isStoredInstant(at))
    throw refuse('query-invalid', { field: 'cursor', params: { field: 'cursor', whyZh: '请从第一页重新开始。', whyEn: 'start again from the first page.' } });
  return { at, id };
};

const writeCursor = ({ at, id }: Ended): string => Buffer.from(`${at}|${id}`).toString('base64url');

/** A page of what was found, one row more than `limit` when there is a next one; where a row ended is told by the cursor alone. */
export const pageOf = <Row extends Ended>(found: readonly Row[], limit: number): { orders: Omit<Row, 'at'>[]; nextCursor: string | null } => {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { orders: page.map(({ at: _, ...line }) => line), nextCursor: found.length > limit && last ? writeCursor(last) : null };
};
