import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnreachable } from '../client/is-unreachable.ts';
import { wordProblem } from '../client/problem-error.ts';
import { uploadPhoto } from '../client/upload-photo.ts';
import { deviceStore } from '../client/use-waiting.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Button } from './button.tsx';
import type { PhotosComing } from './use-after-photos.ts';
import { mostPhotos, type TakenPhoto, useChosenPhotos } from './use-chosen-photos.ts';
import './photos.css';

/** Without a signal the photo stays on this phone and goes with its report. */
const sendOrKeepPhoto = async (photo: Blob): Promise<string> => {
  try {
    return (await uploadPhoto(photo)).id;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    const { keepPhoto } = await deviceStore();
    return keepPhoto(photo).catch(() => {
      throw error;
    });
  }
};

interface Props {
  readonly photos: readonly TakenPhoto[];
  readonly onAdd: (photo: TakenPhoto) => void;
  readonly onRemove: (id: string) => void;
  /** What is on its way, so that nothing is sent without it. */
  readonly onComing: (photos: PhotosComing) => void;
}

/** Takes or chooses photos; each is made small and sent at once, so that the report itself goes fast. */
export const Photos = ({ photos, onAdd, onRemove, onComing }: Props) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const { waiting, failed, leftOut, choose } = useChosenPhotos({ taken: photos.length, keep: sendOrKeepPhoto, onAdd, onComing });
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
      <input ref={input} type="file" accept="image/*" multiple hidden onChange={choose} data-testid="photo-input" />
      {photos.length < mostPhotos && (
        <Button onClick={() => input.current?.click()} busy={waiting > 0}>
          {t(waiting > 0 ? 'report.photos.sending' : photos.length > 0 ? 'report.photos.more' : 'report.photos.add')}
        </Button>
      )}
      {leftOut > 0 && (
        <p className="field-error" role="alert">
          {t('report.photos.most', { most: mostPhotos, count: leftOut })}
        </p>
      )}
      {failed !== null && (
        <p className="field-error" role="alert">
          {wordProblem(failed, language)}
        </p>
      )}
    </div>
  );
};
