import type { createPhoto as Contract } from '#domain/contract/reports.ts';
import { type Reply, send } from './call.ts';
import { createPhoto } from './routes.ts';

/** Half a megabyte over one bar of signal. */
const longestMs = 60_000;

/** Uploads one photo (multipart field `photo`). @throws ProblemError, or TimeoutError after a minute without an answer */
export const uploadPhoto = async (photo: Blob): Promise<Reply<typeof Contract>> => {
  const form = new FormData();
  form.set('photo', photo, 'photo.jpg');
  return (await send(createPhoto.method, createPhoto.path, form, {}, AbortSignal.timeout(longestMs))) as Reply<typeof Contract>;
};
