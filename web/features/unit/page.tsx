import { useLocation } from 'wouter';
import { StaffFrame } from '../../staff/frame.tsx';
import { Duty } from './duty.tsx';
import { Inbox } from './inbox.tsx';
import { UnitTabs } from './unit-tabs.tsx';
import { Wells } from './wells.tsx';
import './words.ts';

export default function UnitPage() {
  const [path] = useLocation();
  const side = path.startsWith('/unit/wells') ? 'wells' : path === '/unit/duty' ? 'duty' : 'orders';
  return (
    <StaffFrame home="unit" tabs={({ session }) => <UnitTabs session={session} current={side} />}>
      {({ session, city }) => {
        if (side === 'wells') return <Wells session={session} city={city} />;
        return side === 'duty' ? <Duty session={session} /> : <Inbox session={session} city={city} />;
      }}
    </StaffFrame>
  );
}
