import type { Pool } from '#db/pool.ts';
import { getVocabulary, type Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { MatchPriors } from '#domain/match/priors.ts';
import { defaultRepeatPriors, type RepeatPriors } from '#domain/repeat/repeat-priors.ts';
import { decideRepeat, sameHoles } from '#domain/repeat/same-hole.ts';
import type { OpenHole, Telling } from '#domain/repeat/telling.ts';
import { tellingOf } from '../../../api/find-repeats.ts';
import { matchReport } from '../../../api/match-report.ts';
import type { Figure } from '../figures.ts';
import type { Row } from './city-rows.ts';
import { drawStorm, type StormReport } from './draw-storm.ts';
import { drawsOf } from './random.ts';
import { channels } from './run-matching.ts';
import { sayReport } from './say-report.ts';
import type { StatedCity } from './stated-city.ts';

/** What became of a report that may be a repeat. */
export interface Joined {
  readonly isRepeat: boolean;
  readonly action: 'join' | 'offer' | 'apart';
  /** The likeliest open hole is the one that is told of. */
  readonly isIt: boolean;
  readonly probability: number;
}

interface Hole {
  readonly of: Row;
  readonly tellings: Telling[];
}

/** Who is offered the likeliest hole says so often rightly whether it is the one. */
const answeredRight = 0.95;
const firstMinute = Date.parse('2026-07-01T08:00:00Z');

const tell = async (pool: Pool, vocabulary: Vocabulary, city: StatedCity, { drawn, minute }: StormReport, seed: number): Promise<Telling> => {
  const sent = sayReport(city, drawn, seed);
  const matched = await matchReport(pool, vocabulary, sent);
  if (!matched.kind) throw new Error('a report of a storm has a kind');
  return tellingOf(matched, matched.kind, new Date(firstMinute + minute * 60_000).toISOString());
};

interface Told {
  readonly hole: Row;
  readonly telling: Telling;
}

/** One storm's reports as the program sees them. */
const tellStorm = async (pool: Pool, vocabulary: Vocabulary, city: StatedCity, seed: number, only: readonly string[]): Promise<Told[]> => {
  const used = channels.filter(({ name }) => only.includes(name));
  const told: Told[] = [];
  for (const [i, report] of drawStorm(city, drawsOf(seed), used).entries())
    told.push({ hole: report.hole, telling: await tell(pool, vocabulary, city, report, seed + i) });
  return told;
};

/** Plays one storm through: what is joined or accepted adds to its hole, everything else opens one. */
export const playStorm = (told: readonly Told[], priors: RepeatPriors, seed: number): Joined[] => {
  const draws = drawsOf(seed);
  const holes: Hole[] = [];
  return told.map(({ hole, telling }) => {
    const open: OpenHole[] = holes.map(({ tellings }, at) => ({ incidentId: String(at), tellings }));
    const found = sameHoles(telling, open, priors);
    const action = decideRepeat(found, true, priors);
    const likeliest = holes[Number(found[0]?.incidentId ?? -1)];
    const isIt = likeliest?.of === hole;
    const isRepeat = holes.some(({ of }) => of === hole);
    const accepted = action === 'offer' && draws.chance(answeredRight) === isIt;
    if (likeliest && (action === 'join' || accepted)) likeliest.tellings.push(telling);
    else holes.push({ of: hole, tellings: [telling] });
    return { isRepeat, action, isIt, probability: found[0]?.probability ?? 0 };
  });
};

const share = (part: number, all: number) => (all === 0 ? 1 : part / all);

export interface RepeatScore {
  readonly reports: number;
  /** Of what was joined, so much tells of that hole; of the repeats, so many were joined, and joined or offered the right one. */
  readonly precision: number;
  readonly recall: number;
  readonly recallWithOffers: number;
  readonly offered: number;
}

export const scoreRepeats = (played: readonly Joined[]): RepeatScore => {
  const joined = played.filter(({ action }) => action === 'join');
  const offered = played.filter(({ action }) => action === 'offer');
  const repeats = played.filter(({ isRepeat }) => isRepeat).length;
  const right = (some: readonly Joined[]) => some.filter(({ isIt }) => isIt).length;
  return {
    reports: played.length,
    precision: share(right(joined), joined.length),
    recall: share(right(joined), repeats),
    recallWithOffers: share(right(joined) + right(offered), repeats),
    offered: share(offered.length, played.length),
  };
};

/** How often the likeliest open hole was the one, by what was said of it. */
const calibrationOf = (played: readonly Joined[]): string => {
  const bands = [0, 0.2, 0.5, 0.8, 0.95, 0.99, 1.01];
  return bands
    .slice(1)
    .flatMap((upTo, i) => {
      const from = bands[i] ?? 0;
      const within = played.filter(({ probability }) => probability >= from && probability < upTo);
      const right = within.filter(({ isIt }) => isIt).length;
      return within.length === 0 ? [] : [`${from}–${Math.min(1, upTo)}: ${right} of ${within.length}`];
    })
    .join('; ');
};

const stormsOfEach = 8;
const sorts: Readonly<Record<string, readonly string[]>> = {
  'pins of 5 m with words': ['pin 5 m, words'],
  'pins of 10 m with words': ['pin 10 m, words'],
  'pins of 20 m with words': ['pin 20 m, words'],
  'pins of 5 to 40 m and telephone': ['pin 5 m, words', 'pin 10 m, words', 'pin 20 m, words', 'pin 40 m, words', 'telephone, address alone'],
};

/** So many storms of some channels, as the program sees them with what it believes in a version of its own or none. */
export const tellStorms = async (pool: Pool, city: StatedCity, only: readonly string[], storms: number, priors?: MatchPriors): Promise<Told[][]> => {
  const vocabulary = await getVocabulary(pool);
  const known = priors ? { ...vocabulary, match: { id: '0', priors } } : vocabulary;
  const told: Told[][] = [];
  for (let i = 0; i < storms; i++) told.push(await tellStorm(pool, known, city, 900_000 + 1000 * i, only));
  return told;
};

/** Storms: sixty people tell of one hole, twenty of another ten metres away. */
export const measureRepeats = async (pool: Pool, city: StatedCity, priors: MatchPriors): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const [name, only] of Object.entries(sorts)) {
    const told = await tellStorms(pool, city, only, stormsOfEach, priors);
    const played = told.flatMap((one, i) => playStorm(one, defaultRepeatPriors, i));
    const { reports, precision, recall, recallWithOffers, offered } = scoreRepeats(played);
    const alone = scoreRepeats(
      told.flatMap((one, i) =>
        playStorm(
          one.filter(({ hole }) => hole === one[0]?.hole),
          defaultRepeatPriors,
          i,
        ),
      ),
    );
    const note = `of ${reports} reports ${(100 * offered).toFixed(0)} % offered; joined or offered rightly ${(100 * recallWithOffers).toFixed(1)} %; ${calibrationOf(played)}`;
    figures.push(
      { part: 'repeats', name: `precision, ${name}`, value: 100 * precision, unit: '% of what is joined', note },
      {
        part: 'repeats',
        name: `recall, ${name}`,
        value: 100 * recall,
        unit: '% of repeats joined',
        note: `${(100 * alone.recall).toFixed(1)} % where no other hole lies near`,
      },
    );
  }
  return figures;
};
