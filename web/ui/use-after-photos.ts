import { useEffect, useState } from 'react';

/** How photos stand that were chosen and are not there yet. */
export interface PhotosComing {
  readonly coming: number;
  readonly hasFailed: boolean;
}
export const noneComing: PhotosComing = { coming: 0, hasFailed: false };

/**
 * What is pressed while photos are on their way goes once they are up, so that none is left behind. Where one failed it does not go: the person has to
 * see that, and may press again to send without it.
 */
export const useAfterPhotos = (go: () => void) => {
  const [photos, told] = useState(noneComing);
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!isWaiting || photos.coming > 0) return;
    setWaiting(false);
    if (!photos.hasFailed) go();
  });
  return { told, isWaiting, press: () => (photos.coming > 0 ? setWaiting(true) : go()) };
};
