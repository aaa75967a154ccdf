import { StaffFrame } from '../../staff/frame.tsx';
import { RegistryTabs } from '../../staff/registry-tabs.tsx';
import { Ownerless } from './ownerless.tsx';
import '../orders/orders.css';
import '../orders/words.ts';
import '../../staff/sheets.css';
import './ownerless.css';
import './words.ts';

/** Wells that nobody owns: the notices, what units claim, and what was decided. */
export default function OwnerlessPage() {
  return (
    <StaffFrame home="registry" tabs={({ session }) => <RegistryTabs session={session} current="ownerless" />}>
      {({ session }) => <Ownerless session={session} />}
    </StaffFrame>
  );
}
