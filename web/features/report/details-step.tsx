import { useTranslation } from 'react-i18next';
import { Field, TextField } from '../../ui/field.tsx';
import { Photos } from '../../ui/photos.tsx';
import type { Draft } from './draft.ts';
import type { ReportErrors } from './use-sending.ts';

interface Props {
  readonly draft: Draft;
  readonly errors: ReportErrors;
  readonly change: (part: Partial<Draft>) => void;
  readonly addPhoto: (photo: Draft['photos'][number]) => void;
}

/** Photos, words, and whom to tell: all optional. */
export const DetailsStep = ({ draft, errors, change, addPhoto }: Props) => {
  const { t } = useTranslation();
  return (
    <section className="step" aria-labelledby="step-details">
      <h2 id="step-details">
        {t('report.details.title')} <small className="step-optional">{t('report.details.optional')}</small>
      </h2>
      <Photos photos={draft.photos} onAdd={addPhoto} onRemove={(id) => change({ photos: draft.photos.filter((photo) => photo.id !== id) })} />
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
