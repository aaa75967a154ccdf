import { StaffFrame } from '../../staff/frame.tsx';
import { RegistryTabs } from '../../staff/registry-tabs.tsx';
import { Census } from './census.tsx';
import './words.ts';

export default function CensusPage() {
  return (
    <StaffFrame home="registry" tabs={({ session }) => <RegistryTabs session={session} current="imports" />}>
      {({ city, session }) => <Census city={city} session={session} />}
    </StaffFrame>
  );
}
