import type { CityMapProps } from './types.ts';

export default function CityMap({ label, className }: CityMapProps) {
  return <section className={className} aria-label={label} />;
}
