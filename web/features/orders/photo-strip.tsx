import { Image } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Photo } from '#domain/contract/terms.ts';

/** Photos as small pictures that open large. @param label i18n key with {{n}} */
export const PhotoStrip = ({ photos, label }: { photos: readonly Photo[]; label: string }) => {
  const { t } = useTranslation();
  if (photos.length === 0) return null;
  return (
    <Image.PreviewGroup>
      <div className="photo-strip">
        {photos.map((photo, i) => (
          <Image key={photo.id} src={photo.url} width={84} height={84} alt={t(label, { n: i + 1 })} loading="lazy" />
        ))}
      </div>
    </Image.PreviewGroup>
  );
};
