import { StaffFrame } from '../../../staff/frame.tsx';
import { AnalysisTabs } from '../analysis-tabs.tsx';
import { MatchingDesk } from './matching-desk.tsx';
import '../../orders/words.ts';
import '../words.ts';
import '../../orders/order-queue.css';
import '../analysis.css';
import '../analysis-print.css';
import './matching.css';

/** `/analysis/matching?channel=pin&place=310104&class=0105&bin=9&which=wrong`: what matching said of owners against who did the work. */
export default function MatchingPage() {
  return (
    <StaffFrame home="matching" tabs={({ session }) => <AnalysisTabs session={session} current="matching" />}>
      {({ city, session }) => <MatchingDesk city={city} by={session} />}
    </StaffFrame>
  );
}
