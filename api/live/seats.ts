import { refuse } from '../errors.ts';

export interface Seats {
  /** Takes a place for a key or refuses (`too-many-requests`). @returns how to give it back */
  take(key: string, most: number): () => void;
}

const mostInAll = 5_000;

/** How many streams each person or address holds open, so that none of them takes all. */
export const openSeats = (): Seats => {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take: (key, most) => {
      const held = taken.get(key) ?? 0;
      if (held >= most || all >= mostInAll) throw refuse('too-many-requests', { params: { seconds: 30 } });
      taken.set(key, held + 1);
      all += 1;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        all -= 1;
        const left = (taken.get(key) ?? 1) - 1;
        if (left > 0) taken.set(key, left);
        else taken.delete(key);
      };
    },
  };
};
