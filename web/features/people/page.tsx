import { StaffFrame } from '../../staff/frame.tsx';
import { People } from './people.tsx';
import '../../staff/list-page.css';
import './people.css';
import './words.ts';

export default function PeoplePage() {
  return <StaffFrame home="people">{({ city }) => <People city={city} />}</StaffFrame>;
}
