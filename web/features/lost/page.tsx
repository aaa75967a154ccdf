import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageFrame } from '../../ui/page-frame.tsx';
import '../../ui/button.css';

/** No page has this address. */
export default function LostPage() {
  const { t } = useTranslation();
  return (
    <PageFrame title={t('lost.title')}>
      <main>
        <h1>{t('lost.title')}</h1>
        <p>{t('lost.text')}</p>
        <Link className="button button-main" href="/">
          {t('lost.home')}
        </Link>
      </main>
    </PageFrame>
  );
}
