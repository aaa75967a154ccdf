import { StaffFrame } from '../../staff/frame.tsx';
import { Desk } from './desk.tsx';
import './words.ts';

export default function DeskPage() {
  return <StaffFrame home="desk">{({ session, city }) => <Desk session={session} city={city} />}</StaffFrame>;
}
