import { StaffFrame } from '../../staff/frame.tsx';
import './words.ts';
import './wall.css';
import { WallScreen } from './wall-screen.tsx';

/** `/wall`: the city now, for a screen that a room looks at. No header, nothing to press. */
export default function WallPage() {
  return (
    <StaffFrame home="wall" isBare>
      {({ city }) => <WallScreen city={city} />}
    </StaffFrame>
  );
}
