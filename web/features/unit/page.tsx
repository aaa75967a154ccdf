import { useLocation } from 'wouter';
import { StaffFrame } from '../../staff/frame.tsx';
import { Inbox } from './inbox.tsx';
import { Wells } from './wells.tsx';
import './words.ts';

export default function UnitPage() {
  const [path] = useLocation();
  return (
    <StaffFrame home="unit">
      {({ session, city }) => (path.startsWith('/unit/wells') ? <Wells session={session} city={city} /> : <Inbox session={session} city={city} />)}
    </StaffFrame>
  );
}
