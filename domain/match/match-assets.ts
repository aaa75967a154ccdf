import type { MatchContext, MatchResult, NearbyAsset, Observation } from './observation.ts';
export const matchAssets = <A extends NearbyAsset>(_observation: Observation, _nearby: readonly A[], _context: MatchContext): MatchResult<A> => ({
  candidates: [{ asset: null, probability: 1, reasons: [] }],
  owners: [{ unitId: null, probability: 1 }],
  action: 'patrol',
});
