import { readPhotoPosition } from '#domain/photo/read-position.ts';
import { withPhotoPosition } from '#domain/photo/write-position.ts';

/** A JPEG that says where the file it was drawn from was taken, and nothing else of what its camera wrote. */
export const withPositionOf = async (file: File, jpeg: Blob): Promise<Blob> => {
  const position = readPhotoPosition(new Uint8Array(await file.arrayBuffer()));
  if (!position) return jpeg;
  const bytes = withPhotoPosition(new Uint8Array(await jpeg.arrayBuffer()), position);
  return new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' });
};
