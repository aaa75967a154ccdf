import type { FastifyRequest } from 'fastify';
import { insertPhoto } from '#db/queries/photos.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { reEncode } from './re-encode.ts';

const readPhoto = async (request: FastifyRequest): Promise<Buffer> => {
  if (!request.isMultipart()) throw refuse('media-type-unsupported');
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

/** Keeps one uploaded photo for a report or a reply that will name it; forgotten after a day if none does. */
export const keepPhoto = async (app: App, request: FastifyRequest, now: string): Promise<{ id: string; width: number; height: number }> => {
  const encoded = await reEncode(await readPhoto(request));
  return insertPhoto(app.pool, { ...encoded, uploadedBy: request.person?.id ?? null, uploadedAt: now });
};
