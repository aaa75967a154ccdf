import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { StaffFrame } from '../../staff/frame.tsx';
import { RegistryTabs } from '../../staff/registry-tabs.tsx';
import { SurveyShifts } from './survey-shifts.tsx';
import { WellsToVerify } from './wells-to-verify.tsx';
import '../../staff/sheets.css';
import './checks.css';
import './words.ts';

const Sheet = ({ city, session }: { city: City; session: Session }) => {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: with nothing in it to press, who has no mouse reaches its end by keys (WCAG 2.1.1)
    <section className="sheet" aria-label={t('checks.title')} tabIndex={0}>
      <h1>{t('checks.title')}</h1>
      {session.permissions.includes('assets.register') && (
        <>
          <SurveyShifts city={city} />
          <WellsToVerify />
        </>
      )}
    </section>
  );
};

/** What settled orders say that somebody should look at on site: surveys that lie to one side, owners that are in doubt. */
export default function ChecksPage() {
  return (
    <StaffFrame home="registry" tabs={({ session }) => <RegistryTabs session={session} current="checks" />}>
      {({ city, session }) => <Sheet city={city} session={session} />}
    </StaffFrame>
  );
}
