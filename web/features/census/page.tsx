import { StaffFrame } from '../../staff/frame.tsx';
import { Census } from './census.tsx';
import './words.ts';

export default function CensusPage() {
  return <StaffFrame home="registry">{({ city, session }) => <Census city={city} session={session} />}</StaffFrame>;
}
