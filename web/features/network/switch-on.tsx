import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleSet } from '#domain/contract/rules.ts';
import { call } from '../../client/call.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { switchOnRules } from '../../staff/routes.ts';

/** Makes a draft the next version, at once or from a moment. */
export const SwitchOn = ({ set, isDisabled, onChanged }: { set: RuleSet; isDisabled: boolean; onChanged: (id: string) => Promise<void> }) => {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState('');
  const switching = useMutation({
    mutationFn: () =>
      call(switchOnRules, { params: { id: set.id }, body: { revision: set.revision, ...(at === '' ? {} : { effectiveAt: new Date(at).toISOString() }) } }),
    onSuccess: async (changed) => {
      setIsOpen(false);
      await onChanged(changed.id);
    },
  });
  return (
    <>
      <Button disabled={isDisabled || set.faults.some((fault) => !fault.isWarning)} onClick={() => setIsOpen(true)}>
        {t('network.switchOn')}
      </Button>
      <Modal
        open={isOpen}
        title={t('network.switchOn')}
        okText={t('network.switchOn')}
        cancelText={t('staff.close')}
        confirmLoading={switching.isPending}
        onOk={() => switching.mutate()}
        onCancel={() => setIsOpen(false)}
      >
        <p>{t('network.switchOnSure')}</p>
        <label htmlFor={id}>{t('network.switchOnAt')}</label> <input id={id} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
        {switching.error && <ProblemNotice error={switching.error} title={t('staff.problem.title')} />}
      </Modal>
    </>
  );
};
