import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportRequest, ReportStory } from '#domain/contract/reports.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import type { App } from '../../api/app.ts';
import { signIn } from './app.ts';
import { aReport } from './builders.ts';
import type { Username } from './city.ts';

export const aKey = (): string => `key-${randomUUID()}`;

/** Sends a report as a citizen does, or as whoever the headers say. */
export const sendReport = (app: App, given: Partial<ReportRequest> = {}, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/reports',
    headers: { 'idempotency-key': aKey(), ...headers },
    payload: 'kind' in given && 'position' in given ? given : aReport(given),
  });

/** A report's story, taken in. */
export const report = async (app: App, given: Partial<ReportRequest> = {}, headers: Record<string, string> = {}): Promise<ReportStory> => {
  const reply = await sendReport(app, given, headers);
  if (reply.statusCode !== 201) throw new Error(`the report was not taken: ${reply.body}`);
  return reply.json<ReportStory>();
};

const signedIn = new WeakMap<App, Map<string, Promise<Record<string, string>>>>();

/** The headers of a signed-in person, signed in once per app. */
export const as = (app: App, username: Username): Promise<Record<string, string>> => {
  const people = signedIn.get(app) ?? new Map<string, Promise<Record<string, string>>>();
  signedIn.set(app, people);
  const known = people.get(username) ?? signIn(app, username);
  people.set(username, known);
  return known;
};

export const readOrder = async (app: App, id: string, username: Username = 'dispatcher-city'): Promise<Order> => {
  const reply = await app.inject({ url: `/api/v1/orders/${id}`, headers: await as(app, username) });
  if (reply.statusCode !== 200) throw new Error(`${username} cannot read the order: ${reply.body}`);
  return reply.json<Order>();
};

/** The order of a report, as a person reads it. */
export const orderOf = async (app: App, story: ReportStory, username: Username = 'dispatcher-city'): Promise<Order> => {
  const { rows } = await app.pool.query<{ id: string }>('select o.id from orders o join reports r on r.incident_id = o.incident_id where r.number = $1', [
    story.number,
  ]);
  return readOrder(app, rows[0]?.id ?? '0', username);
};

/** One act on an order; without a version, on the one it has now. */
export const act = async (app: App, username: Username, id: string, action: OrderAction, body: Record<string, unknown> = {}) => {
  const { rows } = await app.pool.query<{ version: number }>('select version from orders where id = $1', [id]);
  return app.inject({
    method: 'POST',
    url: `/api/v1/orders/${id}/${action}`,
    headers: await as(app, username),
    payload: { version: rows[0]?.version ?? 1, ...body },
  });
};

/** Acts on the orders of an app that is started later, and fails where an act is refused. @returns the order after it */
export const doing =
  (app: () => App) =>
  async (username: Username, id: string, action: OrderAction, body: Record<string, unknown> = {}): Promise<Order> => {
    const reply = await act(app(), username, id, action, body);
    if (reply.statusCode !== 200) throw new Error(`${username} could not ${action}: ${reply.body}`);
    return reply.json<Order>();
  };

/** Acts likewise where it is to be refused. @returns the refusal */
export const refusing =
  (app: () => App) =>
  async (username: Username, id: string, action: OrderAction, body: Record<string, unknown> = {}) =>
    (await act(app(), username, id, action, body)).json();

export const aJpeg = (width = 80, height = 60): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#884422' } })
    .jpeg()
    .toBuffer();

/** Uploads bytes as the field `photo`. */
export const upload = (app: App, bytes: Buffer, headers: Record<string, string> = {}, field = 'photo') => {
  const boundary = 'x-boundary-x';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="p.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return app.inject({ method: 'POST', url: '/api/v1/photos', headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers }, payload });
};

export const aPhoto = async (app: App, headers: Record<string, string> = {}, jpeg?: Uint8Array): Promise<string> => {
  const reply = await upload(app, Buffer.from(jpeg ?? (await aJpeg())), headers);
  if (reply.statusCode !== 201) throw new Error(`the photo was not taken: ${reply.body}`);
  return reply.json<{ id: string }>().id;
};
