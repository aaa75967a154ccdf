import { useState } from 'react';
import type * as contract from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import { call, type Reply } from '../../client/call.ts';
import type { AreaTool } from '../../map/types.ts';
import type { AssetFilter } from '../../staff/assets.ts';
import { defined } from '../../staff/defined.ts';
import { listAssets } from '../../staff/routes.ts';
import { searchBounds, useOutlineProblem } from '../../staff/use-outline-problem.ts';
import { mostWells, platesIn } from './plates-in.ts';

/** The numbers of what a filter finds within an outline, up to `mostWells`. @throws ProblemError */
const wellsWithin = async (corners: readonly Point[], filter: AssetFilter): Promise<string[]> => {
  const polygon = corners.map(({ lon, lat }) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';');
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Reply<typeof contract.listAssets> = await call(listAssets, {
      query: { ...defined({ ...filter, polygon, cursor: cursor ?? undefined }), limit: 100 },
    });
    ids.push(...page.assets.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null && ids.length < mostWells);
  return ids.slice(0, mostWells);
};

/** The wells that are chosen together: by an outline drawn on the map, or by a file in which their numbers stand. */
export const useManyWells = (filter: AssetFilter) => {
  const problemOf = useOutlineProblem(searchBounds);
  const [corners, setCorners] = useState<readonly Point[] | null>(null);
  const [ids, setIds] = useState<readonly string[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [isFileEmpty, setFileEmpty] = useState(false);
  const take = (loading: Promise<readonly string[]>) => {
    setError(null);
    setFileEmpty(false);
    loading.then((found) => setIds(found.slice(0, mostWells)), setError);
  };
  const area: AreaTool = {
    corners,
    problemOf,
    onChange: (outline) => {
      setCorners(outline);
      if (outline === null) setIds([]);
      else take(wellsWithin(outline, filter));
    },
  };
  const takeFile = (file: File) => {
    setCorners(null);
    const plates = file.text().then(platesIn);
    take(plates);
    plates.then((found) => setFileEmpty(found.length === 0), setError);
  };
  const clear = () => {
    setCorners(null);
    setIds([]);
    setError(null);
    setFileEmpty(false);
  };
  return { ids, area, error, isFileEmpty, takeFile, clear };
};
