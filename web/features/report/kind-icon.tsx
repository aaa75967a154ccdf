import { drawings } from './kind-drawings.tsx';

// Kinds are the city's data: words of its code choose the drawing, and a kind nobody foresaw has the neutral one.
const guesses: readonly (readonly [RegExp, string])[] = [
  [/gas/, 'gas'],
  [/smell|odou?r/, 'smell'],
  [/missing|lost|gone/, 'missing'],
  [/hydrant|fire/, 'hydrant'],
  [/signal|traffic/, 'signal'],
  [/lamp|light/, 'lamp'],
  [/pole|wire/, 'pole'],
  [/tree|green|branch/, 'tree'],
  [/bin|rubbish|litter|garbage/, 'bin'],
  [/sign/, 'sign'],
  [/box|cabinet/, 'box'],
  [/^car_|park|vehicle/, 'car'],
  [/road|pothole|pavement/, 'road'],
  [/flood|overflow|water|leak|block/, 'water'],
  [/sink|sunk|subsid|settle|level|raised|collapse/, 'sunken'],
  [/nois|rattle|loud/, 'noise'],
  [/loose|shift|tilt|displac/, 'loose'],
  [/damage|broken|crack/, 'damaged'],
];

/** A line drawing for a kind of problem. */
export const KindIcon = ({ code }: { code: string }) => (
  <svg
    viewBox="0 0 48 48"
    width="40"
    height="40"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {drawings[guesses.find(([pattern]) => pattern.test(code))?.[1] ?? 'other']}
  </svg>
);
