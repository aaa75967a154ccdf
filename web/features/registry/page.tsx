import { StaffFrame } from '../../staff/frame.tsx';
import { Registry } from './registry.tsx';
import './words.ts';

export default function RegistryPage() {
  return <StaffFrame home="registry">{({ city, session }) => <Registry city={city} session={session} />}</StaffFrame>;
}
