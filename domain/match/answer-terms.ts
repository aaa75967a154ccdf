import { letteringAnswered } from './best-question.ts';
import type { Answer } from './observation.ts';
import type { MatchPriors } from './priors.ts';
import type { Thing, ThingTerm } from './thing-terms.ts';

const likelihoodOf = (answer: Answer, { answerRight }: MatchPriors): ((thing: Thing) => number) | null => {
  if (answer.answer === 'unknown') return null;
  if (answer.ask === 'lettering')
    return ({ lettering }) => {
      const yes = letteringAnswered(lettering, answer.about, answerRight.lettering);
      return answer.answer === 'yes' ? yes : 1 - yes;
    };
  if (answer.ask === 'shape') return ({ shape }) => (shape === null ? 0.5 : shape === answer.answer ? answerRight.shape : 1 - answerRight.shape);
  return null; // a photo is looked at by people
};

/** What was answered to a question: each an observation like any other, with its own error. */
export const answerTerms = (answers: readonly Answer[], priors: MatchPriors): ThingTerm[] =>
  answers.flatMap((answer) => {
    const likelihood = likelihoodOf(answer, priors);
    return likelihood === null ? [] : [{ fits: 'match-answer', differs: 'match-answer-other', likelihood, params: () => ({}) }];
  });
