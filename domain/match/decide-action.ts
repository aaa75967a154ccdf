import type { MatchCandidate, MatchResult } from './observation.ts';
import type { MatchPriors } from './priors.ts';

/** The share of the candidates that are registered as nobody's: a sure one of these is dispatched too, to whom the road belongs. */
export const ownerlessShare = (candidates: readonly MatchCandidate[]): number =>
  candidates.reduce((sum, { asset, probability }) => (asset && asset.ownerId === null ? sum + probability * asset.ownerConfidence : sum), 0);

/**
 * What to do, by what it is expected to cost: dispatch to the likeliest owner, ask the person to pick on the map (whom nothing near
 * fits, is sent a patrol), or send the street to look. A question cannot lift the registry's own doubt.
 */
export const decideAction = (
  candidates: readonly MatchCandidate[],
  owners: MatchResult['owners'],
  isHazard: boolean,
  priors: MatchPriors,
): MatchResult['action'] => {
  const costs = isHazard ? priors.costs.hazard : priors.costs.ordinary;
  const likeliest = Math.max(ownerlessShare(candidates), ...owners.flatMap(({ unitId, probability }) => (unitId === null ? [] : [probability])));
  const dispatch = (1 - likeliest) * costs.wrongDispatch;
  const afterAnswer = candidates.reduce(
    (sum, { asset, probability }) => sum + probability * (asset ? (1 - priors.answerRight * asset.ownerConfidence) * costs.wrongDispatch : costs.patrol),
    0,
  );
  const ask = costs.question + afterAnswer;
  if (dispatch <= ask && dispatch <= costs.patrol) return 'dispatch';
  return ask < costs.patrol ? 'ask' : 'patrol';
};
