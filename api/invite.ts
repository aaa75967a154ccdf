import { randomBytes } from 'node:crypto';
import { replaceInvitation } from '#db/queries/people/invitations.ts';
import type { Connection } from '#db/sql.ts';
import { hashOf } from './authentication.ts';

/** Three days: long enough for a week-end, short enough for a link that lies in a mailbox. */
const goodForMs = 3 * 86_400_000;

/**
 * A link by which one person sets their password, once; their earlier links end. The secret stands behind #, where no server, log or
 * referrer sees it.
 * @param madeBy null: the command
 */
export const invite = async (
  connection: Connection,
  { personId, madeBy, publicUrl, now }: { personId: string; madeBy: string | null; publicUrl: string; now: string },
): Promise<{ link: string; expiresAt: string }> => {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.parse(now) + goodForMs).toISOString();
  await replaceInvitation(connection, { tokenHash: hashOf(token), personId, madeBy, createdAt: now, expiresAt });
  return { link: `${publicUrl.replace(/\/$/, '')}/join#${token}`, expiresAt };
};
