import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnreachable } from '../client/is-unreachable.ts';
import { wordProblem } from '../client/problem-error.ts';
import { uploadPhoto } from '../client/upload-photo.ts';
import { deviceStore } from '../client/use-waiting.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Button } from './button.tsx';
import { shrinkPhoto } from './shrink-photo.ts';
import './photos.css';

export interface TakenPhoto {
  readonly id: string;
  /** A data: URL. */
  readonly thumb: string;
}

const most = 5;
const longestMs = 60_000;

/** Without a signal the photo stays on this phone and goes with its report. */
const sendOrKeepPhoto = async (photo: Blob): Promise<string> => {
  try {
    return (await uploadPhoto(photo, AbortSignal.timeout(longestMs))).id;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    const { keepPhoto } = await deviceStore();
    return keepPhoto(photo).catch(() => {
      throw error;
    });
  }
};

/** Takes or chooses photos; each is made small and sent at once, so that the report itself goes fast. */
export const Photos = ({ photos, onAdd, onRemove }: { photos: readonly TakenPhoto[]; onAdd: (photo: TakenPhoto) => void; onRemove: (id: string) => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState(0);
  const [failed, setFailed] = useState<unknown>(null);

  const add = async (file: File) => {
    setWaiting((count) => count + 1);
    try {
      const { photo, thumb } = await shrinkPhoto(file);
      onAdd({ id: await sendOrKeepPhoto(photo), thumb });
    } catch (error) {
      setFailed(error);
    } finally {
      setWaiting((count) => count - 1);
    }
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    setFailed(null);
    const files = [...(event.target.files ?? [])].slice(0, most - photos.length);
    for (const file of files) void add(file);
    event.target.value = '';
  };

  return (
    <div className="photos">
      <ul className="photo-list">
        {photos.map(({ id, thumb }, index) => (
          <li key={id}>
            {thumb ? (
              <img src={thumb} alt={t('report.photos.one', { number: index + 1 })} />
            ) : (
              <span className="photo-blank">{t('report.photos.one', { number: index + 1 })}</span>
            )}
            <button type="button" onClick={() => onRemove(id)} aria-label={t('report.photos.remove', { number: index + 1 })}>
              ×
            </button>
          </li>
        ))}
      </ul>
      <input ref={input} type="file" accept="image/*" multiple hidden onChange={chosen} data-testid="photo-input" />
      {photos.length < most && (
        <Button onClick={() => input.current?.click()} busy={waiting > 0}>
          {t(waiting > 0 ? 'report.photos.sending' : photos.length > 0 ? 'report.photos.more' : 'report.photos.add')}
        </Button>
      )}
      {failed !== null && (
        <p className="field-error" role="alert">
          {wordProblem(failed, language)}
        </p>
      )}
    </div>
  );
};
