import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dropPhoto, keepPhoto } from '../../client/device/store.ts';
import { Button } from '../../ui/button.tsx';
import { shrinkPhoto } from '../../ui/shrink-photo.ts';
import type { PhotosComing } from '../../ui/use-after-photos.ts';
import type { KeptPhoto } from './act-draft.ts';
import './crew.css';

const most = 5;

interface Props {
  readonly photos: readonly KeptPhoto[];
  readonly onAdd: (photo: KeptPhoto) => void;
  readonly onRemove: (id: string) => void;
  /** What is being made small, so that no step goes without it. */
  readonly onComing: (photos: PhotosComing) => void;
}

/** Photos as the camera takes them, made small and kept on this phone until their step is sent. */
export const CrewPhotos = ({ photos, onAdd, onRemove, onComing }: Props) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState(0);
  const [isFailed, setFailed] = useState(false);
  useEffect(() => onComing({ coming: waiting, hasFailed: isFailed }), [waiting, isFailed, onComing]);
  const add = async (file: File) => {
    try {
      const { photo, thumb } = await shrinkPhoto(file);
      const id = await keepPhoto(photo);
      onAdd({ id, thumb });
    } catch {
      setFailed(true);
    } finally {
      setWaiting((count) => count - 1);
    }
  };
  const addAll = async (files: readonly File[]) => {
    for (const file of files) await add(file);
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])].slice(0, most - photos.length);
    setFailed(false);
    setWaiting((count) => count + files.length);
    void addAll(files);
    event.target.value = '';
  };
  const remove = (id: string) => {
    onRemove(id);
    void dropPhoto(id);
  };
  return (
    <div className="crew-photos">
      {photos.map(({ id, thumb }, i) => (
        <span key={id}>
          <img src={thumb} alt={t('crew.form.one', { number: i + 1 })} />
          <button type="button" aria-label={t('crew.form.remove', { number: i + 1 })} onClick={() => remove(id)}>
            ×
          </button>
        </span>
      ))}
      <input ref={input} type="file" accept="image/*" capture="environment" hidden onChange={chosen} data-testid="crew-photo" />
      {photos.length < most && (
        <Button busy={waiting > 0} onClick={() => input.current?.click()}>
          {t(photos.length > 0 ? 'crew.form.photoMore' : 'crew.form.photo')}
        </Button>
      )}
      {isFailed && (
        <p className="step-error" role="alert">
          {t('crew.form.notKept')}
        </p>
      )}
    </div>
  );
};
