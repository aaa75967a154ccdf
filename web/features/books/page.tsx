import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { StaffFrame } from '../../staff/frame.tsx';
import { RegistryTabs } from '../../staff/registry-tabs.tsx';
import { ExportBook } from './export-book.tsx';
import { SerialRanges } from './serial-ranges.tsx';
import '../../staff/sheets.css';
import './books.css';
import './words.ts';

const Sheet = ({ city, session }: { city: City; session: Session }) => {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: with nothing in it to press, who has no mouse reaches its end by keys (WCAG 2.1.1)
    <section className="sheet" aria-label={t('books.title')} tabIndex={0}>
      <h1>{t('books.title')}</h1>
      {session.permissions.includes('assets.register') && <SerialRanges />}
      <ExportBook city={city} />
    </section>
  );
};

/** What is kept about the registry and not in it: who took what along, and which ranges of numbers run full. */
export default function BooksPage() {
  return (
    <StaffFrame home="registry" tabs={({ session }) => <RegistryTabs session={session} current="books" />}>
      {({ city, session }) => <Sheet city={city} session={session} />}
    </StaffFrame>
  );
}
