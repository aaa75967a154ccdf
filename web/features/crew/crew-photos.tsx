import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dropPhoto, keepPhoto } from '../../client/device/store.ts';
import { Button } from '../../ui/button.tsx';
import type { PhotosComing } from '../../ui/use-after-photos.ts';
import { mostPhotos, type TakenPhoto, useChosenPhotos } from '../../ui/use-chosen-photos.ts';
import './crew.css';

interface Props {
  readonly photos: readonly TakenPhoto[];
  readonly onAdd: (photo: TakenPhoto) => void;
  readonly onRemove: (id: string) => void;
  /** What is being made small, so that no step goes without it. */
  readonly onComing: (photos: PhotosComing) => void;
}

/** Photos as the camera takes them, made small and kept on this phone until their step is sent. */
export const CrewPhotos = ({ photos, onAdd, onRemove, onComing }: Props) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { waiting, failed, choose } = useChosenPhotos({ taken: photos.length, keep: keepPhoto, onAdd, onComing });
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
      <input ref={input} type="file" accept="image/*" capture="environment" hidden onChange={choose} data-testid="crew-photo" />
      {photos.length < mostPhotos && (
        <Button busy={waiting > 0} onClick={() => input.current?.click()}>
          {t(photos.length > 0 ? 'crew.form.photoMore' : 'crew.form.photo')}
        </Button>
      )}
      {failed !== null && (
        <p className="step-error" role="alert">
          {t('crew.form.notKept')}
        </p>
      )}
    </div>
  );
};
