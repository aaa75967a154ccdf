import { bestQuestion } from './best-question.ts';
import type { Answer, MatchCandidate, MatchResult, NearbyAsset, ObservedKind } from './observation.ts';
import type { ActionCosts, MatchPriors } from './priors.ts';

/** The share of the candidates that are registered as nobody's: a sure one of these is dispatched too, to whom the road belongs. */
export const ownerlessShare = (candidates: readonly MatchCandidate[]): number =>
  candidates.reduce((sum, { asset, probability }) => (asset && asset.ownerId === null ? sum + probability * asset.ownerConfidence : sum), 0);

/** What a wrong dispatch, a question and a patrol cost: as the city says of the kind, else of a danger or of any matter. */
export const costsOf = (kind: ObservedKind | null, { costs }: MatchPriors): ActionCosts => ({
  ...(kind?.isHazard === true ? costs.hazard : costs.ordinary),
  ...(kind?.code === undefined ? {} : costs.byKind[kind.code]),
});

/**
 * What to do, by what it is expected to cost: dispatch to the likeliest owner, ask the question that splits best, or send the street to look.
 * A question is asked only when with all that follows it costs less than not asking; it cannot lift the registry's own doubt.
 */
export const decideAction = <A extends NearbyAsset>(
  candidates: readonly MatchCandidate<A>[],
  owners: MatchResult['owners'],
  { kind, answers = [] }: { readonly kind: ObservedKind | null; readonly answers?: readonly Answer[] | undefined },
  { priors, mayAskOf }: { readonly priors: MatchPriors; readonly mayAskOf?: ((asset: A) => boolean) | undefined },
): Pick<MatchResult, 'action' | 'question'> => {
  const costs = costsOf(kind, priors);
  const likeliest = Math.max(ownerlessShare(candidates), ...owners.flatMap(({ unitId, probability }) => (unitId === null ? [] : [probability])));
  const dispatch = (1 - likeliest) * costs.wrongDispatch;
  const unasked = Math.min(dispatch, costs.patrol);
  const question = unasked <= costs.question ? null : bestQuestion(candidates, costs, priors, { given: answers, mayAskOf });
  if (question && question.cost < unasked) return { action: 'ask', question: { ...question, saves: unasked - question.cost } };
  return { action: dispatch <= costs.patrol ? 'dispatch' : 'patrol', question: null };
};
