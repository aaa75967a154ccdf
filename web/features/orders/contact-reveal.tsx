import { EyeOutlined, PhoneOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { getOrderContact } from '../../staff/routes.ts';

/** The callers' names and numbers, asked for by hand, since each look is logged; never kept in the cache. */
export const ContactReveal = ({ id }: { id: string }) => {
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
