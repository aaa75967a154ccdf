import { useLocation } from 'wouter';
import { StaffFrame } from '../../staff/frame.tsx';
import { Network } from './network.tsx';
import { NetworkTabs } from './network-tabs.tsx';
import { Units } from './units.tsx';
import './network.css';
import './words.ts';

export default function NetworkPage() {
  const [path] = useLocation();
  const side = path === '/network/units' ? 'units' : 'rules';
  return (
    <StaffFrame home="network" tabs={() => <NetworkTabs current={side} />}>
      {({ city, session }) => (side === 'units' ? <Units city={city} /> : <Network city={city} session={session} />)}
    </StaffFrame>
  );
}
