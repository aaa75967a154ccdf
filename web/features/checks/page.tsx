import { useTranslation } from 'react-i18next';
import { StaffFrame } from '../../staff/frame.tsx';
import { RegistryTabs } from '../../staff/registry-tabs.tsx';
import { SurveyShifts } from './survey-shifts.tsx';
import { WellsToVerify } from './wells-to-verify.tsx';
import '../../staff/sheets.css';
import './checks.css';
import './words.ts';

const Title = () => <h1>{useTranslation().t('checks.title')}</h1>;

/** What settled orders say that somebody should look at on site: surveys that lie to one side, owners that are in doubt. */
export default function ChecksPage() {
  return (
    <StaffFrame home="registry" tabs={({ session }) => <RegistryTabs session={session} current="checks" />}>
      {({ city, session }) => (
        <div className="sheet">
          <Title />
          {session.permissions.includes('assets.register') && (
            <>
              <SurveyShifts city={city} />
              <WellsToVerify />
            </>
          )}
        </div>
      )}
    </StaffFrame>
  );
}
