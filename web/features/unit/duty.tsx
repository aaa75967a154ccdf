import type { Session } from '#domain/contract/sessions.ts';
import { UnitRoster } from '../../staff/roster.tsx';
import { UnitTitle, useUnit } from './unit-tabs.tsx';
import './unit.css';

/** Who of one's own unit is called to its dangers, and when. */
export const Duty = ({ session }: { session: Session }) => {
  const unit = useUnit(session);
  return (
    <div className="unit-duty">
      <UnitTitle session={session} />
      {unit && <UnitRoster unitId={unit.id} />}
    </div>
  );
};
