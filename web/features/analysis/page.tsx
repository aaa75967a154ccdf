import { StaffFrame } from '../../staff/frame.tsx';
import { AnalysisDesk } from './analysis-desk.tsx';
import { AnalysisTabs } from './analysis-tabs.tsx';
import '../orders/words.ts';
import './words.ts';
import '../orders/order-queue.css';
import './analysis.css';
import './analysis-print.css';

/** `/analysis?from=2026-10-01&to=2026-10-31&kind=cover_missing`: orders counted, each number with its orders. */
export default function AnalysisPage() {
  return (
    <StaffFrame home="analysis" tabs={({ session }) => <AnalysisTabs session={session} current="orders" />}>
      {({ city, session }) => <AnalysisDesk city={city} by={session} />}
    </StaffFrame>
  );
}
