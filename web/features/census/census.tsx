import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { Absent } from '../../staff/absent.tsx';
import { ImportList } from './import-list.tsx';
import { ImportPage } from './import-page.tsx';
import { NewFile } from './new-file.tsx';
import './census.css';

/** `/registry/imports`: a file to take in and those before it; `/registry/imports/7`: one of them, wherever it is. */
export const Census = ({ city, session }: { city: City; session: Session }) => {
  const { t } = useTranslation();
  const [path] = useLocation();
  const id = /^\/registry\/imports\/([1-9]\d{0,17})$/.exec(path)?.[1] ?? null;
  if (!session.permissions.includes('assets.import')) return <Absent title={t('census.forbidden')} words={t('census.forbiddenHint')} />;
  return (
    <div className="census">
      {id ? (
        <ImportPage key={id} id={id} city={city} />
      ) : (
        <>
          <h1>{t('census.title')}</h1>
          <div className="census-start">
            <NewFile city={city} />
            <ImportList />
          </div>
        </>
      )}
    </div>
  );
};
