import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusedForm } from '../../staff/refused.tsx';
import { changePassword } from '../../staff/routes.ts';
import { TextField } from '../../staff/text-field.tsx';

const empty = { current: '', password: '', again: '' };

/** A new password by the present one; every other session of the person ends with it. */
export const PasswordCard = () => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [given, setGiven] = useState(empty);
  const [wasTried, setWasTried] = useState(false);
  const change = useMutation({
    mutationFn: () => call(changePassword, { body: { current: given.current, password: given.password } }),
    onSuccess: () => {
      setGiven(empty);
      setWasTried(false);
      setWasTried(false);
      message.success(t('account.password.done'));
      void queries.invalidateQueries({ queryKey: ['own-sessions'] });
    },
  });
  const differs = given.password !== given.again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (given.current && given.password && !differs) change.mutate();
  };
  const set = (name: keyof typeof empty) => (value: string) => setGiven((before) => ({ ...before, [name]: value }));
  return (
    <Card title={t('account.password.title')}>
      <form onSubmit={submit}>
        <RefusedForm error={change.error}>
          {change.isError && <ProblemNotice error={change.error} />}
          <TextField
            kind="password"
            name="current"
            label={t('account.password.current')}
            error={wasTried && !given.current ? t('account.password.missing') : undefined}
            value={given.current}
            onChange={set('current')}
            autoComplete="current-password"
          />
          <TextField
            kind="password"
            name="password"
            label={t('account.password.next')}
            hint={t('account.password.hint')}
            error={wasTried && !given.password ? t('account.password.missing') : undefined}
            value={given.password}
            onChange={set('password')}
            autoComplete="new-password"
          />
          <TextField
            kind="password"
            label={t('account.password.again')}
            value={given.again}
            onChange={set('again')}
            autoComplete="new-password"
            error={wasTried && differs ? t('account.password.differs') : undefined}
          />
        </RefusedForm>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('account.password.save')}
        </Button>
      </form>
    </Card>
  );
};
