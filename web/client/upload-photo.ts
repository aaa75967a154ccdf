import type { createPhoto as Contract } from '#domain/contract/reports.ts';
import { type Reply, send } from './call.ts';
import { createPhoto } from './routes.ts';

/** Uploads one photo (multipart field `photo`). @throws ProblemError */
export const uploadPhoto = async (photo: Blob, signal?: AbortSignal): Promise<Reply<typeof Contract>> => {
  const form = new FormData();
  form.set('photo', photo, 'photo.jpg');
  return (await send(createPhoto.method, createPhoto.path, form, {}, signal)) as Reply<typeof Contract>;
};
