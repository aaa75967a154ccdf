import type { FastifyReply } from 'fastify';
import { findOrderPhoto, findReportPhoto } from '#db/queries/reports/photos.ts';
import { getOrderPhoto } from '#domain/contract/orders.ts';
import { createPhoto, getReportPhoto } from '#domain/contract/reports.ts';
import { parseReportNumber } from '#domain/report-number.ts';
import type { App } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { lookOf } from '../look-of.ts';
import { requireReadable } from '../order-access.ts';
import { serve } from '../serve.ts';
import { keepPhoto } from './create-photo.ts';

/** A photo never changes under its id; only whoever may ask for it keeps a copy. */
const sendJpeg = (reply: FastifyReply, photo: { bytes: Buffer } | undefined): Buffer => {
  if (!photo) throw refuse('not-found', { field: 'photoId' });
  reply.type('image/jpeg').header('cache-control', 'private, max-age=86400, immutable');
  return photo.bytes;
};

export const photosRoutes = (app: App): void => {
  serve(app, createPhoto, ({ request, now }) => keepPhoto(app, request, now));
  serve(app, getReportPhoto, async ({ params, person, now, reply }) => {
    const number = accepted(parseReportNumber(params.number));
    return sendJpeg(reply, await findReportPhoto(app.pool, number, params.photoId, person && lookOf(person, 'photo', now)));
  });
  serve(app, getOrderPhoto, async ({ params, person, now, reply }) => {
    await requireReadable(app, params.id, person);
    return sendJpeg(reply, await findOrderPhoto(app.pool, params.id, params.photoId, lookOf(knownPerson(person), 'photo', now)));
  });
};
