import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dropPhoto, keepPhoto } from '../../client/device/store.ts';
import { Button } from '../../ui/button.tsx';
import { shrinkPhoto } from '../../ui/shrink-photo.ts';
import './crew.css';

const most = 5;

interface Kept {
  readonly id: string;
  readonly thumb: string;
}

/** Photos as the camera takes them, made small and kept on this phone until their step is sent. */
export const CrewPhotos = ({ onChange }: { onChange: (ids: readonly string[]) => void }) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [photos, setPhotos] = useState<readonly Kept[]>([]);
  const [isFailed, setFailed] = useState(false);
  useEffect(() => onChange(photos.map(({ id }) => id)), [photos, onChange]);
  const add = async (file: File) => {
    try {
      const { photo, thumb } = await shrinkPhoto(file);
      const id = await keepPhoto(photo);
      setPhotos((before) => [...before, { id, thumb }]);
    } catch {
      setFailed(true);
    }
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    for (const file of [...(event.target.files ?? [])].slice(0, most - photos.length)) void add(file);
    event.target.value = '';
  };
  const remove = (id: string) => {
    setPhotos((before) => before.filter((one) => one.id !== id));
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
      {photos.length < most && <Button onClick={() => input.current?.click()}>{t(photos.length > 0 ? 'crew.form.photoMore' : 'crew.form.photo')}</Button>}
      {isFailed && (
        <p className="step-error" role="alert">
          {t('crew.form.notKept')}
        </p>
      )}
    </div>
  );
};
