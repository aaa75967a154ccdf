import { StaffFrame } from '../../staff/frame.tsx';
import { Network } from './network.tsx';
import './network.css';
import './words.ts';

export default function NetworkPage() {
  return <StaffFrame home="network">{({ city, session }) => <Network city={city} session={session} />}</StaffFrame>;
}
