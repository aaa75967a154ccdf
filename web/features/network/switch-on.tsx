import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { RuleSet } from '#domain/contract/rules.ts';
import { instantOf } from '#domain/local-time.ts';
import { leastTriedDays } from '#domain/try-rules.ts';
import { call } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { switchOnRules } from '../../staff/routes.ts';

interface Props {
  readonly set: RuleSet;
  readonly city: City;
  readonly isDisabled: boolean;
  readonly onChanged: (id: string) => Promise<void>;
}

/** What the field holds, a day and a time without a zone, is the city's, wherever its reader sits. */
const instantIn = (at: string, { timeZone }: City): string => instantOf(at.slice(0, 10), at.slice(11, 16), timeZone);

/** Makes a draft the next version, at once or from a moment. */
export const SwitchOn = ({ set, city, isDisabled, onChanged }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState('');
  const { named } = useLanguage();
  const { outrunBy } = set;
  /** The version that is to be taken back: of a newer one it is asked anew. */
  const [replaced, setReplaced] = useState<number | null>(null);
  const isKnown = outrunBy === null || outrunBy.version === replaced;
  const switching = useMutation({
    mutationFn: () =>
      call(switchOnRules, {
        params: { id: set.id },
        body: {
          revision: set.revision,
          ...(at === '' ? {} : { effectiveAt: instantIn(at, city) }),
          ...(outrunBy === null ? {} : { replaces: outrunBy.version }),
        },
      }),
    onError: () => onChanged(set.id), // whose version came first is seen
    onSuccess: async (changed) => {
      setIsOpen(false);
      await onChanged(changed.id);
    },
  });
  return (
    <>
      <Button disabled={isDisabled || !set.isTried || set.faults.some((fault) => !fault.isWarning)} onClick={() => setIsOpen(true)}>
        {t('network.switchOn')}
      </Button>
      {!isDisabled && !set.isTried && <small>{t('network.tryFirst', { days: leastTriedDays })}</small>}
      <Modal
        open={isOpen}
        title={t('network.switchOn')}
        okText={t('network.switchOn')}
        cancelText={t('staff.close')}
        confirmLoading={switching.isPending}
        okButtonProps={{ disabled: !isKnown }}
        onOk={() => switching.mutate()}
        onCancel={() => setIsOpen(false)}
      >
        <p>{t('network.switchOnSure')}</p>
        {outrunBy && (
          <p>
            <Checkbox checked={isKnown} onChange={({ target }) => setReplaced(target.checked ? outrunBy.version : null)}>
              {t('network.outrun.sure', { version: outrunBy.version, who: outrunBy.by ? named(outrunBy.by) : t('network.overtaken.somebody') })}
            </Checkbox>
          </p>
        )}
        <div className="field">
          <label htmlFor={id}>{t('network.switchOnAt')}</label>
          <input id={id} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
        </div>
        {switching.error && <ProblemNotice error={switching.error} title={t('staff.problem.title')} />}
      </Modal>
    </>
  );
};
