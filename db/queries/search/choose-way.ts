import { mostGathered } from './dictionaries.ts';
import type { Driver, Merged, Source } from './driver.ts';

/** How a page is come by: gathered whole and sorted, merged by number from its keys, or walked along the index that has its order. */
export type Way =
  | { readonly by: 'gather'; readonly sources: readonly Source[] }
  | { readonly by: 'merge'; readonly merged: Merged }
  | { readonly by: 'walk'; readonly merged: null };

interface Page {
  /** About how many assets there are. */
  readonly size: number;
  readonly limit: number;
  readonly byNumber: boolean;
}

/** Numbers begin with district and class: what is asked for is far from evenly spread among them. */
const clustered = 30;

/**
 * The way that looks at the fewest rows, if what narrows the search has nothing to do with each other. What is narrow enough is gathered
 * in any case, since then its count is exact.
 */
export const chooseWay = (drivers: readonly Driver[], { size, limit, byNumber }: Page): Way => {
  const left = drivers.filter(({ isPart }) => !isPart).reduce((all, { rows }) => all * Math.min(1, Math.max(rows, 1) / Math.max(1, size)), 1);
  const ways: { looks: number; way: Way }[] = [{ looks: (limit / left) * (byNumber && left < 1 ? clustered : 1), way: { by: 'walk', merged: null } }];
  for (const { rows, gathered, merged } of drivers.toSorted((a, b) => a.rows - b.rows)) {
    if (gathered && rows <= mostGathered) return { by: 'gather', sources: gathered };
    if (byNumber && merged) {
      const met = Math.min(1, (left * size) / Math.max(1, rows)); // how many of its rows are wanted
      ways.push({ looks: Math.min(rows, (merged.asks + limit) / met), way: { by: 'merge', merged } });
    }
  }
  return ways.reduce((least, way) => (way.looks < least.looks ? way : least)).way;
};
