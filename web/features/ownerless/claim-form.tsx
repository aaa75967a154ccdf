import { Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnershipNotice } from '#domain/contract/ownership-notices.ts';
import { call } from '../../client/call.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusalAt, RefusedForm } from '../../staff/refused.tsx';
import { claimWell } from '../../staff/routes.ts';
import { useAfterPhotos } from '../../ui/use-after-photos.ts';
import type { DraftPhoto } from '../orders/drafts.ts';
import { PhotoField } from '../orders/photo-field.tsx';
import { useNotice } from './use-notice.ts';

/** What the form says at its field is not said once more above the buttons. */
const saidThere: readonly unknown[] = ['note', 'photoIds'];
const fieldOf = (error: unknown): string | undefined => (error instanceof ProblemError ? error.problem.field : undefined);

/** A unit says that a well is its own, and shows why. */
export const ClaimForm = ({ notice }: { notice: OwnershipNotice }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [unitId, setUnitId] = useState(notice.mayClaim[0]?.id ?? '');
  const [note, setNote] = useState('');
  const [photos, setPhotos] = useState<readonly DraftPhoto[]>([]);
  useAsked(isOpen && (note.trim() !== '' || photos.length > 0));
  const claim = useNotice(
    () => call(claimWell, { params: { id: notice.id }, body: { unitId, note, photoIds: photos.map((photo) => photo.id) } }),
    () => setIsOpen(false),
  );
  const after = useAfterPhotos(() => claim.mutate(undefined));
  if (!isOpen) return <Button onClick={() => setIsOpen(true)}>{t('ownerless.claim')}</Button>;
  return (
    <div className="ownerless-form">
      {notice.mayClaim.length > 1 && (
        <Select
          aria-label={t('ownerless.claimFor')}
          value={unitId}
          onChange={setUnitId}
          options={notice.mayClaim.map((unit) => ({ value: unit.id, label: named(unit.name) }))}
        />
      )}
      <RefusedForm error={claim.error}>
        <div className="field">
          <label htmlFor={id}>{t('ownerless.why')}</label>
          <Input.TextArea id={id} placeholder={t('ownerless.whyHint')} rows={3} maxLength={2000} value={note} onChange={(e) => setNote(e.target.value)} />
          <RefusalAt field="note" />
        </div>
        <PhotoField
          photos={photos}
          onAdd={(photo) => setPhotos((before) => [...before, photo])}
          onRemove={(gone) => setPhotos((before) => before.filter((photo) => photo.id !== gone))}
          onComing={after.told}
        />
      </RefusedForm>
      {claim.isError && !saidThere.includes(fieldOf(claim.error)) && <ProblemNotice error={claim.error} />}
      <div className="ownerless-row">
        <Button type="primary" loading={claim.isPending || after.isWaiting} onClick={after.press}>
          {t('ownerless.claim')}
        </Button>
        <Button onClick={() => setIsOpen(false)}>{t('staff.cancel')}</Button>
      </div>
    </div>
  );
};
