import { Alert, Button, Space } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonLine } from '#domain/contract/people.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CopyButton } from '../../staff/copy-button.tsx';

const mailOf = (to: string, subject: string, body: string): string =>
  `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;

/** A link that is told once: to be copied, or sent by one's own mail program; no server of ours keeps it. */
export const LinkNotice = ({ person, link, expiresAt }: { person: Pick<PersonLine, 'name' | 'email'>; link: string; expiresAt: string }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const until = format.instant(expiresAt);
  const shown = useRef<HTMLParagraphElement>(null);
  const text = (
    <>
      <p>{t('people.link.text', { until })}</p>
      <p ref={shown} className="mono" style={{ overflowWrap: 'anywhere' }}>
        {link}
      </p>
      <Space wrap>
        <CopyButton of={shown}>{t('people.link.copy')}</CopyButton>
        {person.email && (
          <Button size="small" href={mailOf(person.email, t('people.link.subject'), t('people.link.body', { name: named(person.name), until, link }))}>
            {t('people.link.mail', { email: person.email })}
          </Button>
        )}
      </Space>
    </>
  );
  return <Alert type="success" showIcon title={t('people.link.title')} description={text} />;
};
