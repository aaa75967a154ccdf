import { Image } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CallersPhoto, Photo } from '#domain/contract/terms.ts';
import { useFormat } from '../../client/use-format.ts';

/** Photos as small pictures that open large; of an erased one, that it was there. @param label i18n key with {{n}} */
export const PhotoStrip = ({ photos, label }: { photos: readonly (Photo | CallersPhoto)[]; label: string }) => {
  const { t } = useTranslation();
  const format = useFormat();
  if (photos.length === 0) return null;
  return (
    <Image.PreviewGroup>
      <div className="photo-strip">
        {photos.map((photo, i) =>
          'erasedAt' in photo && photo.erasedAt !== null ? (
            <p key={photo.id} className="photo-erased">
              {t('orders.photoErased', { photo: t(label, { n: i + 1 }), day: format.date(photo.erasedAt) })}
            </p>
          ) : (
            <Image key={photo.id} src={photo.url} width={84} height={84} alt={t(label, { n: i + 1 })} loading="lazy" />
          ),
        )}
      </div>
    </Image.PreviewGroup>
  );
};
