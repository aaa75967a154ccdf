const arrows = { n: '↑', ne: '↗', e: '→', se: '↘', s: '↓', sw: '↙', w: '←', nw: '↖' } as const;
const order = ['e', 'ne', 'n', 'nw', 'w', 'sw', 's', 'se'] as const;

/** The eighth of the compass in which a shift points, and its arrow. */
export const bearingOf = (eastM: number, northM: number): { readonly direction: keyof typeof arrows; readonly arrow: string } => {
  const eighth = Math.round(Math.atan2(northM, eastM) / (Math.PI / 4));
  const direction = order[(eighth + 8) % 8] ?? 'e';
  return { direction, arrow: arrows[direction] };
};
