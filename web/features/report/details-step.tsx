import { useTranslation } from 'react-i18next';
import { Field, TextField } from '../../ui/field.tsx';
import { Photos } from '../../ui/photos.tsx';
import type { PhotosComing } from '../../ui/use-after-photos.ts';
import type { ChangeDraft, Draft } from './draft.ts';
import type { ReportErrors } from './use-sending.ts';

interface Props {
  readonly draft: Draft;
  readonly errors: ReportErrors;
  readonly change: ChangeDraft;
  readonly onComing: (photos: PhotosComing) => void;
}

/** Photos, words, and whom to tell: all optional. */
export const DetailsStep = ({ draft, errors, change, onComing }: Props) => {
  const { t } = useTranslation();
  return (
    <section className="step" aria-labelledby="step-details">
      <h2 id="step-details">
        {t('report.details.title')} <small className="step-optional">{t('report.details.optional')}</small>
      </h2>
      <Photos
        photos={draft.photos}
        onAdd={(photo) => change((before) => ({ photos: [...before.photos, photo] }))}
        onRemove={(id) => change((before) => ({ photos: before.photos.filter((photo) => photo.id !== id) }))}
        onComing={onComing}
      />
      <TextField
        label={t('report.details.text')}
        placeholder={t('report.details.textExample')}
        maxLength={2000}
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
        error={errors.text}
      />
      <Field
        label={t('report.details.phone')}
        hint={t('report.details.phoneHint')}
        type="tel"
        autoComplete="tel"
        maxLength={30}
        value={draft.phone}
        onChange={(event) => change({ phone: event.target.value })}
        error={errors.phone}
      />
      <Field
        label={t('report.details.name')}
        autoComplete="name"
        maxLength={60}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        error={errors.name}
      />
    </section>
  );
};
