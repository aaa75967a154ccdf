const drawn = async (bitmap: ImageBitmap, longest: number, quality: number): Promise<{ blob: Blob | null; url: string }> => {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  return { blob, url: quality < 0.7 ? canvas.toDataURL('image/jpeg', quality) : '' };
};

/**
 * A picture drawn anew has lost where it was taken: that alone of what the camera wrote goes with it again. What reads it is loaded with the first
 * photo; without a signal, and not kept before, the photo goes without.
 */
const withPositionOf = async (file: File, jpeg: Blob): Promise<Blob> => {
  const loaded = await import('./photo-position.ts').catch(() => null);
  return loaded ? loaded.withPositionOf(file, jpeg) : jpeg;
};

/**
 * A photo no longer than 1600 px, and a thumbnail as a data: URL. What the browser cannot read (HEIC on Android) goes
 * as it is; the server decides.
 */
export const shrinkPhoto = async (file: File): Promise<{ photo: Blob; thumb: string }> => {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!bitmap) return { photo: file, thumb: '' };
  const large = await drawn(bitmap, 1600, 0.85);
  const small = await drawn(bitmap, 160, 0.6);
  bitmap.close();
  return { photo: large.blob ? await withPositionOf(file, large.blob) : file, thumb: small.url };
};
