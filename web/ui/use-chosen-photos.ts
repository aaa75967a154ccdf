import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { shrinkPhoto } from './shrink-photo.ts';
import type { PhotosComing } from './use-after-photos.ts';

/** A photo as it was kept or sent, with a small picture of it. */
export interface TakenPhoto {
  readonly id: string;
  /** A data: URL. */
  readonly thumb: string;
}

/** Photos that one report or one step takes. */
export const mostPhotos = 5;

interface Chosen {
  /** How many there are already. */
  readonly taken: number;
  /** Sends a photo, or keeps it on this device. @returns its number */
  readonly keep: (photo: Blob) => Promise<string>;
  readonly onAdd: (photo: TakenPhoto) => void;
  /** What is on its way, so that nothing is sent without it. */
  readonly onComing: (photos: PhotosComing) => void;
}

/** Photos that were chosen, made small and kept; `failed` is why the last choice lost one, `leftOut` how many of it were too many. */
export const useChosenPhotos = ({ taken, keep, onAdd, onComing }: Chosen) => {
  const [waiting, setWaiting] = useState(0);
  const [failed, setFailed] = useState<unknown>(null);
  const [leftOut, setLeftOut] = useState(0);
  const hasFailed = failed !== null;
  useEffect(() => onComing({ coming: waiting, hasFailed }), [waiting, hasFailed, onComing]);

  // Their page's own function as it is when each is there: what it did with the photo before is known to it.
  const latest = useRef(onAdd);
  latest.current = onAdd;
  const add = async (file: File) => {
    try {
      const { photo, thumb } = await shrinkPhoto(file);
      latest.current({ id: await keep(photo), thumb });
    } catch (error) {
      setFailed(error);
    } finally {
      setWaiting((count) => count - 1);
    }
  };
  // One after another: five pictures of a good camera, unpacked at once, are more than an old phone holds.
  const addAll = async (files: readonly File[]) => {
    for (const file of files) await add(file);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    setFailed(null);
    const all = [...(event.target.files ?? [])];
    const files = all.slice(0, mostPhotos - taken);
    setLeftOut(all.length - files.length);
    setWaiting((count) => count + files.length);
    void addAll(files);
    event.target.value = '';
  };
  return { waiting, failed, leftOut, choose };
};
