import { useParams } from 'wouter';
import { StaffFrame } from '../../staff/frame.tsx';
import { Scores } from './scores.tsx';
import { Yearly } from './yearly.tsx';
import './scores.css';
import './words.ts';

/** `/scores`: how units, streets and districts did; `/scores/2026`: the year's report, to be printed. */
export default function ScoresPage() {
  const { year } = useParams<{ year?: string }>();
  return (
    <StaffFrame home="scores">
      {({ city, session }) => (year ? <Yearly city={city} year={year} taker={session.name} /> : <Scores city={city} taker={session.name} />)}
    </StaffFrame>
  );
}
