import { useLocation } from 'wouter';
import { StaffFrame } from '../../staff/frame.tsx';
import { Duty } from './duty.tsx';
import { Inbox } from './inbox.tsx';
import { Wells } from './wells.tsx';
import './words.ts';

export default function UnitPage() {
  const [path] = useLocation();
  return (
    <StaffFrame home="unit">
      {({ session, city }) => {
        if (path.startsWith('/unit/wells')) return <Wells session={session} city={city} />;
        return path === '/unit/duty' ? <Duty session={session} /> : <Inbox session={session} city={city} />;
      }}
    </StaffFrame>
  );
}
