import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnershipNotice } from '#domain/contract/ownership-notices.ts';
import { call } from '../../client/call.ts';
import { useAsked } from '../../client/use-asked.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { decideNotice } from '../../staff/routes.ts';
import { UnitSelect } from '../../staff/unit-select.tsx';
import { useNotice } from './use-notice.ts';

type Decision =
  | { readonly decision: 'confirm' | 'refuse'; readonly claimId: string }
  | { readonly decision: 'assign'; readonly unitId: string }
  | { readonly decision: 'withdraw' };

/** The registrar's word: on each claim that waits, or on the whole notice. Whose it is, is said when the notice is over. */
export const DecisionForm = ({ notice }: { notice: OwnershipNotice }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const [unitId, setUnitId] = useState<string>();
  useAsked(note.trim() !== '');
  const decide = useNotice(
    (decision: Decision) => call(decideNotice, { params: { id: notice.id }, body: { ...decision, note } }),
    ({ outcome }) => {
      setNote('');
      message.success(t(outcome === null ? 'ownerless.refused' : 'ownerless.decided')); // its card is gone from this list
    },
  );
  const isSaid = note.trim() !== '';
  const waiting = notice.claims.filter((claim) => claim.accepted === null);
  return (
    <div className="ownerless-form">
      <Input.TextArea
        aria-label={t('ownerless.reason')}
        placeholder={t('ownerless.reason')}
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(e) => setNote(e.target.value)}
      />
      {!notice.isOver && <p className="field-hint">{t('ownerless.notYet', { day: format.date(notice.endsOn) })}</p>}
      {waiting.map((claim) => (
        <div key={claim.id} className="ownerless-row">
          <span>{named(claim.unit.name)}</span>
          <Button type="primary" disabled={!isSaid || !notice.isOver} onClick={() => decide.mutate({ decision: 'confirm', claimId: claim.id })}>
            {t('ownerless.confirm')}
          </Button>
          <Button disabled={!isSaid} onClick={() => decide.mutate({ decision: 'refuse', claimId: claim.id })}>
            {t('ownerless.refuse')}
          </Button>
        </div>
      ))}
      <div className="ownerless-row">
        {notice.isOver && (
          <>
            <UnitSelect label={t('ownerless.assign')} value={unitId} onChange={setUnitId} />
            <Button disabled={!isSaid || !unitId} onClick={() => unitId && decide.mutate({ decision: 'assign', unitId })}>
              {t('ownerless.assign')}
            </Button>
          </>
        )}
        {notice.outcome === null && (
          <Button danger disabled={!isSaid} onClick={() => decide.mutate({ decision: 'withdraw' })}>
            {t('ownerless.withdraw')}
          </Button>
        )}
      </div>
      {decide.isError && <ProblemNotice error={decide.error} />}
    </div>
  );
};
