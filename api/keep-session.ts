import type { FastifyReply, FastifyRequest } from 'fastify';
import { prolongSession } from '#db/queries/people/sessions.ts';
import type { App } from './app-type.ts';
import { sessionCookie } from './authentication.ts';

const hourMs = 3_600_000;
export const sessionHours = 12;
/** A wall hangs where nobody signs in each morning; it is signed in anew once a month. */
const longestDays = 30;

export const cookieOf = (app: App) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: app.publicUrl?.startsWith('https:') ?? false }) as const;

/** A session whose page is looked at all the time ends twelve hours after it was last asked for, and at most a month after its person signed in; written once an hour. */
export const keepSession = async (app: App, request: FastifyRequest, reply: FastifyReply, now: string): Promise<void> => {
  const { session } = request;
  const secret = request.cookies[sessionCookie];
  if (session === null || secret === undefined || Date.parse(session.expiresAt) - Date.parse(now) > (sessionHours - 1) * hourMs) return;
  const until = new Date(Date.parse(now) + sessionHours * hourMs).toISOString();
  const expiresAt = await prolongSession(app.pool, session.tokenHash, until, longestDays);
  if (expiresAt === undefined) return;
  reply.setCookie(sessionCookie, secret, { ...cookieOf(app), maxAge: Math.max(0, Math.round((Date.parse(expiresAt) - Date.parse(now)) / 1000)) });
};
