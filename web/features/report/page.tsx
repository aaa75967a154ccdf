import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { ReportStory } from '#domain/contract/reports.ts';
import { useCity } from '../../client/city.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ReportForm } from './report-form.tsx';
import { Sent } from './sent.tsx';

/** `/`: say where, what, and it is on its way. `?plate=` comes from a plate's own page. */
export default function ReportPage() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const city = useCity();
  const plate = new URLSearchParams(useSearch()).get('plate');
  const [sent, setSent] = useState<ReportStory | null>(null);
  return (
    <PageFrame title={t('report.title')} wide={!sent}>
      {sent && <Sent story={sent} onAnother={() => setSent(null)} />}
      {!sent && city.data && <ReportForm city={city.data} plate={plate} onSent={setSent} />}
      {!sent && !city.data && (
        <main className="report-waiting">
          {city.error ? (
            <Notice tone="bad">
              <p>{wordProblem(city.error, language)}</p>
              <Button onClick={() => void city.refetch()}>{t('common.again')}</Button>
            </Notice>
          ) : (
            <Waiting />
          )}
        </main>
      )}
    </PageFrame>
  );
}
