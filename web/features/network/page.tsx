import { useLocation } from 'wouter';
import { StaffFrame } from '../../staff/frame.tsx';
import { Network } from './network.tsx';
import { Units } from './units.tsx';
import './network.css';
import './words.ts';

export default function NetworkPage() {
  const [path] = useLocation();
  return (
    <StaffFrame home="network">
      {({ city, session }) => (path === '/network/units' ? <Units city={city} /> : <Network city={city} session={session} />)}
    </StaffFrame>
  );
}
