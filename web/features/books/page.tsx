import { useTranslation } from 'react-i18next';
import { StaffFrame } from '../../staff/frame.tsx';
import { RegistryTabs } from '../../staff/registry-tabs.tsx';
import { ExportBook } from './export-book.tsx';
import { SerialRanges } from './serial-ranges.tsx';
import '../../staff/sheets.css';
import './books.css';
import './words.ts';

const Title = () => <h1>{useTranslation().t('books.title')}</h1>;

/** What is kept about the registry and not in it: who took what along, and which ranges of numbers run full. */
export default function BooksPage() {
  return (
    <StaffFrame home="registry" tabs={({ session }) => <RegistryTabs session={session} current="books" />}>
      {({ city, session }) => (
        <div className="sheet">
          <Title />
          {session.permissions.includes('assets.register') && <SerialRanges />}
          <ExportBook city={city} />
        </div>
      )}
    </StaffFrame>
  );
}
