import type { FastifyRequest } from 'fastify';
import { insertPhoto } from '#db/queries/reports/photos.ts';
import { readPhotoPosition } from '#domain/photo/read-position.ts';
import type { App } from '../app-type.ts';
import { HttpError, refuse } from '../errors.ts';
import { reEncode } from './re-encode.ts';

const readPhoto = async (request: FastifyRequest): Promise<Buffer> => {
  let photo: Buffer | undefined;
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue;
    const bytes = await part.toBuffer();
    if (part.fieldname !== 'photo') continue;
    if (photo) throw refuse('photos-too-many', { field: 'photo' });
    photo = bytes;
  }
  if (!photo) throw refuse('photo-missing', { field: 'photo' });
  return photo;
};

const isNamed = (error: unknown): boolean => error instanceof HttpError || String(Reflect.get(Object(error), 'code')).startsWith('FST_');

/** A form that breaks off or has no boundary fails in its parser, with an error that has no name: it is the sender's. */
const readForm = async (request: FastifyRequest): Promise<Buffer> => {
  if (!request.isMultipart()) throw refuse('media-type-unsupported');
  try {
    return await readPhoto(request);
  } catch (error) {
    throw isNamed(error) ? error : refuse('photo-unreadable', { field: 'photo' });
  }
};

/** Keeps one uploaded photo for a report or a reply that will name it; forgotten after a day if none does. */
export const keepPhoto = async (app: App, request: FastifyRequest, now: string): Promise<{ id: string; width: number; height: number }> => {
  const given = await readForm(request);
  const encoded = await reEncode(given);
  return insertPhoto(app.pool, { ...encoded, position: readPhotoPosition(given), uploadedBy: request.person?.id ?? null, uploadedAt: now });
};
