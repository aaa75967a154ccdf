import { StaffFrame } from '../../../staff/frame.tsx';
import { RegistryTabs } from '../../../staff/registry-tabs.tsx';
import { Past } from './past.tsx';
import '../registry.css';
import '../words.ts';
import './past.css';

/** `/registry/past?on=2024-05-01&at=121.47,31.23,17`: an area as it stood at the end of a day. */
export default function PastPage() {
  return (
    <StaffFrame home="registry" tabs={({ session }) => <RegistryTabs session={session} current="past" />}>
      {({ city }) => <Past city={city} />}
    </StaffFrame>
  );
}
