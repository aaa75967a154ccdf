import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { newKey } from '../../client/new-key.ts';
import { addToReport } from '../../client/routes.ts';
import { useAsked } from '../../client/use-asked.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';

interface Props {
  readonly orderId: string;
  /** The report's, by which its caller is known. */
  readonly number: string;
}

const Form = ({ orderId, number, onDone }: Props & { onDone: () => void }) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const id = useId();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  useAsked(text.trim() !== '');
  const key = useRef({ key: '', text: '' });
  const send = useMutation({
    mutationFn: (said: string) => {
      // The same words tried again are one addition.
      if (key.current.text !== said) key.current = { key: newKey(), text: said };
      return call(addToReport, { params: { number }, body: { text: said }, headers: { 'idempotency-key': key.current.key } });
    },
    onSuccess: () => {
      message.success(t('orders.forCaller.done'));
      void queries.invalidateQueries({ queryKey: ['order', orderId] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate(text.trim());
  };
  return (
    <form className="field" onSubmit={submit}>
      {send.isError && <ProblemNotice error={send.error} />}
      <label htmlFor={id}>{t('orders.forCaller.text')}</label>
      <Input.TextArea id={id} autoFocus rows={3} maxLength={2000} value={text} onChange={({ target }) => setText(target.value)} />
      <span>
        <Button type="primary" htmlType="submit" size="small" disabled={text.trim() === ''} loading={send.isPending}>
          {t('orders.forCaller.save')}
        </Button>{' '}
        <Button size="small" onClick={onDone}>
          {t('orders.forCaller.cancel')}
        </Button>
      </span>
    </form>
  );
};

/** A caller rings again and says more: whoever takes calls writes it down where the first words stand. */
export const AddForCaller = (report: Props) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    <Form {...report} onDone={() => setOpen(false)} />
  ) : (
    <Button size="small" onClick={() => setOpen(true)}>
      {t('orders.forCaller.open')}
    </Button>
  );
};
