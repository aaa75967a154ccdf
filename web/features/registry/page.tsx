import { StaffFrame } from '../../staff/frame.tsx';
import { RegistryTabs } from '../../staff/registry-tabs.tsx';
import { Registry } from './registry.tsx';
import './words.ts';

export default function RegistryPage() {
  return (
    <StaffFrame home="registry" tabs={({ session }) => <RegistryTabs session={session} current="search" />}>
      {({ city, session }) => <Registry city={city} session={session} />}
    </StaffFrame>
  );
}
