import { sameNumbers } from '../places.ts';

/** Draws that are the same for the same seed. */
export interface Draws {
  /** From 0 up to 1. */
  next(): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  /** A normal draw about 0. */
  normal(spread: number): number;
}

export const drawsOf = (seed: number): Draws => {
  const next = sameNumbers(seed);
  const weighted = <T>(from: readonly (readonly [T, number])[]): T => {
    let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of from) {
      left -= weight;
      if (left < 0) return item;
    }
    return (from.at(-1) as readonly [T, number])[0];
  };
  return {
    next,
    chance: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)] as never,
    weighted,
    normal: (spread) => spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
};

/** A number from 0 up to 1 that belongs to a text: the same well errs in every report. */
export const numberOf = (text: string, seed: number): number => {
  let state = seed ^ 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return sameNumbers(state)();
};
