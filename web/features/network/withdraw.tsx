import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RuleSet } from '#domain/contract/rules.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { EndButton } from '../../staff/end-button.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { withdrawRules } from '../../staff/routes.ts';

/** Takes a version back that is to hold later; of one that was taken back, when. */
export const Withdraw = ({ set, onChanged }: { set: RuleSet; onChanged: (id: string) => Promise<void> }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const withdraw = useMutation({ mutationFn: () => call(withdrawRules, { params: { id: set.id } }), onSuccess: ({ id }) => onChanged(id) });
  if (set.withdrawnAt !== null) return <span className="tone-tag tone-wait">{t('network.withdrawn', { at: format.instant(set.withdrawnAt) })}</span>;
  if (set.effectiveAt === null || Date.parse(set.effectiveAt) <= Date.now()) return null;
  return (
    <>
      <EndButton danger loading={withdraw.isPending} label={t('network.withdraw')} sure={t('network.withdrawSure')} onSure={() => withdraw.mutate()} />
      {withdraw.error && <ProblemNotice error={withdraw.error} title={t('staff.problem.title')} />}
    </>
  );
};
