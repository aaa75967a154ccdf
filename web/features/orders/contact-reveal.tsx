import { EyeOutlined, PhoneOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Order } from '#domain/contract/orders.ts';
import { call } from '../../client/call.ts';
import { useSession } from '../../client/session.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { getOrderContact } from '../../staff/routes.ts';

const Reveal = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const look = useMutation({ mutationFn: () => call(getOrderContact, { params: { id } }), gcTime: 0 });
  if (look.data)
    return (
      <div className="contacts" role="status">
        {look.data.contacts.length === 0 && <p>{t('orders.contacts.none')}</p>}
        <ul className="plain-list">
          {look.data.contacts.map((contact) => (
            <li key={contact.number}>
              {contact.name ?? t('orders.contacts.unnamed')}{' '}
              {contact.phone && (
                <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>
                  <PhoneOutlined aria-hidden="true" /> {contact.phone}
                </a>
              )}
            </li>
          ))}
        </ul>
        <small>{t('orders.contacts.wasLogged')}</small>
      </div>
    );
  return (
    <div className="contacts-ask">
      <Button size="small" icon={<EyeOutlined />} loading={look.isPending} onClick={() => look.mutate()}>
        {t('orders.contacts.show')}
      </Button>
      <small>{t('orders.contacts.logged')}</small>
      {look.isError && <ProblemNotice error={look.error} onRetry={() => look.mutate()} />}
    </div>
  );
};

/** The callers' names and numbers, for who may look and where somebody left one; asked for by hand, since each look is logged, and never kept in the cache. */
export const ContactReveal = ({ order }: { order: Order }) => {
  const { data: session } = useSession();
  const mayLook = session?.permissions.includes('contacts.read');
  // Who is merely told of the order knows neither its callers nor the numbers of their reports.
  return mayLook && order.reports.some(({ hasContact, number }) => hasContact && number !== null) ? <Reveal key={order.id} id={order.id} /> : null;
};
