import type { Photo } from '#domain/contract/terms.ts';
import type { PhotoPosition } from '#domain/photo/position.ts';
import { affected, type Connection, firstRow, oneRow, rows, type Sql, sql } from '../../sql.ts';
import { type Looking, lineOfSeen } from '../people/looks.ts';
import { reportIdsOf } from './reports-of.ts';

export interface NewPhoto {
  readonly uploadedBy: string | null;
  readonly uploadedAt: string;
  readonly width: number;
  readonly height: number;
  /** JPEG without metadata. */
  readonly bytes: Buffer;
  /** 64 characters 0 or 1 each. */
  readonly fingerprint: string;
  /** Where it says that it was taken. */
  readonly position: PhotoPosition | null;
}

export const insertPhoto = (connection: Connection, photo: NewPhoto): Promise<{ id: string; width: number; height: number }> =>
  oneRow(
    connection,
    sql`insert into photos (uploaded_by, uploaded_at, width, height, bytes, fingerprint, position)
        values (${photo.uploadedBy}, ${photo.uploadedAt}, ${photo.width}, ${photo.height}, ${photo.bytes}, ${photo.fingerprint}::bit(64),
          ${photo.position && JSON.stringify(photo.position)}::jsonb) returning id, width, height`,
  );

const free = (ids: readonly string[], personId: string | null): Sql =>
  sql`id = any(${ids}::uuid[]) and report_id is null and order_id is null and claim_id is null and (uploaded_by is null or uploaded_by = ${personId})`;

/** Gives free photos to a report. @returns how many were free: fewer than asked means that one is unknown or used. */
export const attachToReport = (connection: Connection, reportId: string, ids: readonly string[], personId: string | null): Promise<number> =>
  affected(connection, sql`update photos set report_id = ${reportId}, position = null where ${free(ids, personId)}`);

/** Gives free photos to what was added to a report. @returns how many were free */
export const attachToAddition = (
  connection: Connection,
  { reportId, additionId }: { readonly reportId: string; readonly additionId: string },
  ids: readonly string[],
  personId: string | null,
): Promise<number> =>
  affected(connection, sql`update photos set report_id = ${reportId}, addition_id = ${additionId}, position = null where ${free(ids, personId)}`);

/** What a photo of a move is for. */
export type PhotoShows = 'reply' | 'evidence' | 'secured' | 'objection';

/** Gives free photos to an order: to the reply that the citizen sees, or to a move or an objection that staff alone see. @returns how many were free. */
export const attachToOrder = (
  connection: Connection,
  orderId: string,
  ids: readonly string[],
  by: { personId: string | null; shows: PhotoShows | null; caseId?: string },
): Promise<number> =>
  affected(
    connection,
    sql`update photos set order_id = ${orderId}, position = null, shows = ${by.shows}, of_reply = ${by.shows === 'reply'}, liability_case_id = ${by.caseId ?? null}::bigint
        where ${free(ids, by.personId)}`,
  );

/** A reply sent back for rework is no longer the citizen's to see; staff keep its photos. */
export const withdrawReplyPhotos = (connection: Connection, orderId: string): Promise<number> =>
  affected(connection, sql`update photos set of_reply = false where order_id = ${orderId} and of_reply`);

export interface PhotoRow extends Omit<Photo, 'url'> {
  readonly reportId: string | null;
  readonly additionId: string | null;
  readonly ofReply: boolean;
  readonly shows: PhotoShows | null;
  /** Of an objection: which case it is about. */
  readonly liabilityCaseId: string | null;
  readonly erasedAt: string | null;
}

/** The photos of an order: of its reports, or of its reply when `reportId` is null; oldest first. */
export const listOrderPhotos = (connection: Connection, orderId: string): Promise<PhotoRow[]> =>
  rows(
    connection,
    sql`select p.id, p.width, p.height, p.report_id, p.addition_id, p.of_reply, p.shows, p.liability_case_id, p.erased_at from photos p
        where p.order_id = ${orderId}
          or p.report_id in ${reportIdsOf(orderId)}
        order by p.uploaded_at, p.id`,
  );

/** The bytes of the one photo that `which` finds. A look at a caller's own photo is written down by what tells it; a crew's proof is nobody's. */
const bytesOf = (connection: Connection, which: Sql, look: Looking | null): Promise<{ bytes: Buffer } | undefined> =>
  firstRow(connection, sql`with seen as (${which})${look ? sql`, ${lineOfSeen(look, sql`seen.report_id is not null`)}` : sql``} select bytes from seen`);

/** A photo's bytes, when it belongs to the report of that number or to the reply to it. @param look who is signed in looks at it */
export const findReportPhoto = (connection: Connection, number: string, photoId: string, look: Looking | null): Promise<{ bytes: Buffer } | undefined> =>
  bytesOf(
    connection,
    sql`select p.bytes, p.report_id from photos p, reports r left join orders o on o.incident_id = r.incident_id
        where r.number = ${number} and p.id = ${photoId}::uuid and p.erased_at is null and (p.report_id = r.id or (p.order_id = o.id and p.of_reply))`,
    look,
  );

/** A photo's bytes, when it belongs to one of the order's reports or to its reply. */
export const findOrderPhoto = (connection: Connection, orderId: string, photoId: string, look: Looking): Promise<{ bytes: Buffer } | undefined> =>
  bytesOf(
    connection,
    sql`select p.bytes, p.report_id from photos p where p.id = ${photoId}::uuid and p.erased_at is null and (p.order_id = ${orderId} or p.report_id in ${reportIdsOf(orderId)})`,
    look,
  );

/** Takes pictures, and what they look like, out of reports' photos; that there was one stays. @returns how many */
export const eraseReportPhotos = (connection: Connection, reportIds: readonly string[], now: string): Promise<number> =>
  affected(
    connection,
    sql`update photos set bytes = '', fingerprint = null, position = null, erased_at = ${now} where report_id = any(${[...reportIds]}::bigint[]) and erased_at is null`,
  );

/** What photos look like, 64 characters 0 or 1 each: of those that were kept with it. */
export const listFingerprints = async (connection: Connection, ids: readonly string[]): Promise<string[]> => {
  const found = await rows<{ fingerprint: string }>(
    connection,
    sql`select fingerprint::text from photos where id = any(${ids}::uuid[]) and fingerprint is not null`,
  );
  return found.map(({ fingerprint }) => fingerprint);
};

/** Where photos that were not sent with anything yet say that they were taken, in the order they were named. */
export const listPhotoPositions = async (connection: Connection, ids: readonly string[]): Promise<PhotoPosition[]> => {
  const found = await rows<{ position: PhotoPosition }>(
    connection,
    sql`select position from photos where id = any(${ids}::uuid[]) and position is not null and report_id is null and order_id is null
        order by array_position(${ids}::uuid[], id)`,
  );
  return found.map(({ position }) => position);
};

/** Forgets photos that nobody sent with anything. @returns how many */
export const deleteOrphanPhotos = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`delete from photos where report_id is null and order_id is null and claim_id is null and uploaded_at < ${before}`);
