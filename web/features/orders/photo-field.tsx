import { CameraOutlined, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons';
import { type ChangeEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadPhoto } from '../../client/upload-photo.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import './order-actions.css';
import { RefusalAt } from '../../staff/refused.tsx';
import { noneComing, type PhotosComing } from '../../ui/use-after-photos.ts';
import type { DraftPhoto } from './drafts.ts';

const maxPhotos = 5;
const maxBytes = 12 * 1024 * 1024;

/** Adds photos one by one as they are uploaded; what failed is said, what arrived stays. */
export const PhotoField = ({
  photos,
  onAdd,
  onRemove,
  onComing,
}: {
  photos: readonly DraftPhoto[];
  onAdd: (photo: DraftPhoto) => void;
  onRemove: (id: string) => void;
  /** What is on its way, so that no act goes without it. */
  onComing: (photos: PhotosComing) => void;
}) => {
  const { t } = useTranslation();
  const [sending, setSending] = useState(0);
  const [problem, setProblem] = useState<unknown>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const room = maxPhotos - photos.length - sending;
  const hasFailed = problem !== null;
  useEffect(() => {
    onComing({ coming: sending, hasFailed });
    return () => onComing(noneComing);
  }, [sending, hasFailed, onComing]);

  const sendOne = async (file: File) => {
    try {
      const { id } = await uploadPhoto(file);
      onAdd({ id, src: URL.createObjectURL(file) });
    } catch (error) {
      setProblem(error);
    } finally {
      setSending((before) => before - 1);
    }
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])].slice(0, room);
    event.target.value = '';
    setProblem(null);
    setTooLarge(files.find((file) => file.size > maxBytes)?.name ?? null);
    const fit = files.filter((file) => file.size <= maxBytes);
    setSending((before) => before + fit.length);
    for (const file of fit) await sendOne(file);
  };
  return (
    <div className="field">
      <span className="field-label">{t('orders.field.photos')}</span>
      <div className="photo-field">
        {photos.map((photo, i) => (
          <span key={photo.id} className="photo-chosen">
            <img src={photo.src} alt={t('orders.photo', { n: i + 1 })} />
            <button type="button" aria-label={t('orders.photoRemove', { n: i + 1 })} onClick={() => onRemove(photo.id)}>
              <CloseCircleFilled aria-hidden="true" />
            </button>
          </span>
        ))}
        {room > 0 && (
          <label className="photo-add">
            {sending > 0 ? <LoadingOutlined aria-hidden="true" /> : <CameraOutlined aria-hidden="true" />}
            <span role="status">{t(sending > 0 ? 'orders.photoSending' : 'orders.photoAdd')}</span>
            <input type="file" accept="image/*" multiple className="unseen" aria-label={t('orders.photoAdd')} onChange={(event) => void choose(event)} />
          </label>
        )}
      </div>
      <p className="field-hint">{t('orders.photoHint')}</p>
      <RefusalAt field="photoIds" />
      {tooLarge !== null && <p className="field-error">{t('orders.photoTooLarge', { name: tooLarge })}</p>}
      {problem !== null && <ProblemNotice error={problem} />}
    </div>
  );
};
