import type { Pool } from '#db/pool.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Answer as Answered } from '#domain/contract/terms.ts';
import { defaultPriors, type MatchPriors } from '#domain/match/priors.ts';
import { matchReport } from '../../../api/match-report.ts';
import type { Figure } from '../figures.ts';
import { firstTry } from './answers.ts';
import { nearestAsset, nearestOfNamedClass } from './baselines.ts';
import { type Draws, drawsOf } from './random.ts';
import type { Drawn } from './run-matching.ts';
import type { StatedCity } from './stated-city.ts';

/** What became of one report: what was asked, and who was sent. */
interface Played {
  readonly questions: number;
  readonly end: 'right' | 'wrong' | 'patrol';
}

/** People answer so often rightly, as stated: the simulator's own numbers. */
const answersRight = { tap: 0.92, lettering: 0.95, shape: 0.93 };
const mostQuestions = 3;

type Matched = Awaited<ReturnType<typeof matchReport>>['result'];

const sent = (owner: string | null, { drawn }: Drawn): Played['end'] => (owner !== null && owner === drawn.truth.owner ? 'right' : 'wrong');

/** Who taps picks the one that is meant where it is listed, now and then another; who does not find it says so. */
const tapped = ({ candidates }: Matched, report: Drawn, draws: Draws): Played['end'] => {
  const listed = candidates.flatMap(({ asset }) => asset ?? []);
  const meant = listed.find(({ id }) => id === report.drawn.truth.row?.id);
  const picked = draws.chance(answersRight.tap) ? meant : draws.pick(listed.filter((one) => one !== meant).concat(meant ? [] : listed));
  return picked ? sent(picked.ownerId, report) : 'patrol';
};

const answerTo = (question: NonNullable<Matched['question']>, { drawn }: Drawn, draws: Draws): Answered => {
  const { row } = drawn.truth;
  if (question.ask === 'lettering') {
    const isRight = draws.chance(answersRight.lettering);
    return { ask: 'lettering', about: question.about ?? '', answer: (row?.lettering === question.about) === isRight ? 'yes' : 'no' };
  }
  if (question.ask === 'shape' && row?.shape)
    return { ask: 'shape', answer: draws.chance(answersRight.shape) === (row.shape === 'round') ? 'round' : 'rectangular' };
  return { ask: question.ask, answer: 'unknown' };
};

const play = async (pool: Pool, vocabulary: Vocabulary, report: Drawn, draws: Draws): Promise<Played> => {
  const answers: Answered[] = [];
  for (let questions = 0; ; questions++) {
    const { result } = await matchReport(pool, vocabulary, { ...report.sent, answers });
    const { question } = result;
    if (result.action === 'ask' && question && questions < mostQuestions) {
      if (question.ask === 'tap') return { questions: questions + 1, end: tapped(result, report, draws) };
      answers.push(answerTo(question, report, draws));
    } else return { questions, end: result.action === 'dispatch' ? sent(firstTry(result).unitId, report) : 'patrol' };
  }
};

const perThousand = (played: readonly Played[]) => {
  const of = (sum: number) => (1000 * sum) / Math.max(1, played.length);
  return {
    wrong: of(played.filter(({ end }) => end === 'wrong').length),
    questions: of(played.reduce((sum, one) => sum + one.questions, 0)),
    patrols: of(played.filter(({ end }) => end === 'patrol').length),
  };
};

const { wrongDispatch, question, patrol } = defaultPriors.costs.ordinary;
const minutesOf = ({ wrong, questions, patrols }: ReturnType<typeof perThousand>) => (wrong * wrongDispatch + questions * question + patrols * patrol) / 1000;

const told = (name: string, played: readonly Played[]): Figure => {
  const counts = perThousand(played);
  const note = `in 1,000 reports ${counts.wrong.toFixed(0)} wrong dispatches, ${counts.questions.toFixed(0)} questions, ${counts.patrols.toFixed(0)} patrols`;
  return { part: 'costs', name, value: minutesOf(counts), unit: 'min a report', note };
};

/** A curve: the dearer a wrong dispatch is held, the more is asked and the fewer go wrong. */
const heldAt = [10, 30, 60, 150, 400, 1000];

/** Reports of all channels followed to their end, questions answered as people do: what that costs, beside what others do. */
export const measureCosts = async (pool: Pool, city: StatedCity, reports: readonly Drawn[], priors: MatchPriors): Promise<Figure[]> => {
  const vocabulary = await getVocabulary(pool);
  const figures: Figure[] = [];
  for (const wrong of heldAt) {
    const held = { wrongDispatch: wrong, question, patrol };
    // Of each kind too: what a version leaves out of it stands as the program begins with.
    const costs = { ordinary: held, hazard: held, byKind: Object.fromEntries(Object.keys(defaultPriors.costs.byKind).map((kind) => [kind, held])) };
    const draws = drawsOf(77);
    const known = { ...vocabulary, match: { id: '0', priors: { ...priors, costs } } };
    const played: Played[] = [];
    for (const report of reports) played.push(await play(pool, known, report, draws));
    figures.push(told(`a wrong dispatch held at ${wrong} min`, played));
  }
  const others = { 'nearest asset': nearestAsset, 'nearest of the named class': nearestOfNamedClass };
  for (const [name, answer] of Object.entries(others)) {
    const end = (report: Drawn): Played['end'] => {
      const given = answer(city, report.drawn);
      return given.action === 'dispatch' ? sent(firstTry(given).unitId, report) : 'patrol';
    };
    figures.push(
      told(
        name,
        reports.map((report) => ({ questions: 0, end: end(report) })),
      ),
    );
  }
  return figures;
};
