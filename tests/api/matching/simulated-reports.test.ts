import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { createPool, type Pool } from '#db/pool.ts';
import { listSurveyMisses } from '#db/queries/assets/registry-checks.ts';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import { listSettledReports } from '#db/queries/reports/match-versions.ts';
import { defaultPriors, type MatchPriors } from '#domain/match/priors.ts';
import { findShifts } from '#domain/registry-checks/survey-shifts.ts';
import { defaultRepeatPriors, type RepeatPriors } from '#domain/repeat/repeat-priors.ts';
import { learnVersion } from '../../../api/calibrate/learn-version.ts';
import { seedCity } from '../../../seed/seed-city.ts';
import { addSums, calibrationOf, shareOfBest, sumsOf } from '../../bench/matching/answer-sums.ts';
import { nearestAsset } from '../../bench/matching/baselines.ts';
import type { Row } from '../../bench/matching/city-rows.ts';
import { drawSettled, programOf } from '../../bench/matching/learned.ts';
import { answerHours, rightnessOf, tellUsual } from '../../bench/matching/measure-hours.ts';
import { answerSpoken, spokenGroups, statedCityOf } from '../../bench/matching/measure-matching.ts';
import { playStorm, scoreRepeats, tellStorms } from '../../bench/matching/measure-repeats.ts';
import { type Rightness, rightness } from '../../bench/matching/rightness.ts';
import { type Answerer, channels, channelsBeside, type Drawn, drawChannel, score } from '../../bench/matching/run-matching.ts';
import { scoreSpoken, spokenCity } from '../../bench/matching/spoken-reports.ts';
import type { StatedCity } from '../../bench/matching/stated-city.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { keepSettled } from '../../support/settled.ts';

/**
 * What the program is held to, of these very reports: what it reached of them when this was written, less a point. City, reports and orders are drawn by seeds, so a
 * run gives the same figures as the one before: what moves them is a change of the program or of the model. From seed to seed they lie 0.5 points
 * apart for all three channels together (94.0 to 95.4 % of five seeds; calibration error 9.0 to 10.1 %), after learning 0.4 (95.7 to 96.8 %; 1.9 to 2.2 %), and 1.2 for one channel.
 */
interface Held {
  readonly shareOfBest: number;
  readonly calibrationError: number;
}
const reached = {
  'pin 5 m': { shareOfBest: 0.964, calibrationError: 0.107 },
  'pin 20 m, words': { shareOfBest: 0.949, calibrationError: 0.102 },
  'telephone, address alone': { shareOfBest: 0.949, calibrationError: 0.1 },
  together: { shareOfBest: 0.9537, calibrationError: 0.1012 },
  learned: { shareOfBest: 0.96, calibrationError: 0.022 }, // by four fifths of 288 orders; by another fifth left out 0.9678 and 0.0214
} satisfies Record<string, Held>;
const lessOfOne = 0.01;
const lessOfAll = 0.007;

const holds =
  (held: Held, less = lessOfOne) =>
  ({ shareOfBest, calibrationError }: Rightness): boolean =>
    shareOfBest >= held.shareOfBest - less && calibrationError <= held.calibrationError + less;

/** Half plates and photos, of sixty reports each. */
const leastBeside = 0.96;

const reports = 300;
const tried = ['pin 5 m', 'pin 20 m, words', 'telephone, address alone'] as const;

/** A little worse than the program, in one term each. */
const worsePriors: Readonly<Record<string, MatchPriors>> = {
  'phones half as far off again': { ...defaultPriors, errorMixture: defaultPriors.errorMixture.map(({ share, scale }) => ({ share, scale: 1.5 * scale })) },
  'words trusted less': { ...defaultPriors, trust: { ...defaultPriors.trust, classWord: 0.6, unitWord: 0.5 } },
  'a tenth not registered': { ...defaultPriors, unregisteredShare: 0.1 },
};

describe('of reports drawn from the registry by a stated model', () => {
  let drop: () => Promise<void>;
  let pool: Pool;
  let city: StatedCity;
  let drawn: ReadonlyMap<string, Drawn[]>;

  beforeAll(async () => {
    const database = await freshDatabase('d_simulated');
    drop = database.drop;
    await migrate(database.url, 'city');
    await seedCity({ url: database.url, ...spokenCity });
    pool = createPool(database.url, { max: 2, prepared: true });
    city = await statedCityOf(pool);
    drawn = new Map(
      channels.map((channel, i) => [channel.name, tried.some((name) => name === channel.name) ? drawChannel(city, channel, reports, 1000 * (i + 1)) : []]),
    );
  }, 120_000);
  afterAll(async () => {
    await pool.end();
    await drop();
  });

  const scoreOf = async (channel: string, answerer: Answerer) => rightness(await score(drawn.get(channel) ?? [], answerer));
  const scoreTogether = async (answerer: Answerer) =>
    rightness(
      await score(
        tried.flatMap((channel) => drawn.get(channel) ?? []),
        answerer,
      ),
    );

  test.each(tried)('the owner is as often right, and as sure of it, as when this was written: %s', async (channel) => {
    const found = await scoreOf(channel, await programOf(pool));
    expect(found.reports).toBe(reports);
    expect(found).toSatisfy(holds(reached[channel]), JSON.stringify(found));
  });

  test('of all three together a decline of a point is seen', async () => {
    const found = await scoreTogether(await programOf(pool));
    console.info(`      ${found.reports} reports, before learning: ${JSON.stringify(found)}`);
    expect(found).toSatisfy(holds(reached.together, lessOfAll), JSON.stringify(found));
  });

  test.each(Object.entries(worsePriors))('a matcher that is a little worse fails: %s', async (_name, priors) => {
    const found = await scoreTogether(await programOf(pool, priors));
    expect(found).not.toSatisfy(holds(reached.together, lessOfAll), JSON.stringify(found));
  });

  test.each(tried)('a matcher that takes what lies nearest fails: %s', async (channel) => {
    expect(await scoreOf(channel, (_sent, report) => nearestAsset(city, report))).not.toSatisfy(holds(reached[channel]));
  });

  test.each(tried)('a matcher that knows the best owner and claims to be sure of it fails too: %s', async (channel) => {
    const boasts: Answerer = (_sent, report) => {
      const known = drawn.get(channel)?.find((one) => one.drawn === report)?.best ?? new Map();
      const [unitId = null] = [...known].filter(([unit]) => unit !== null).sort((a, b) => b[1] - a[1])[0] ?? [];
      return { owners: [{ unitId, probability: 1 }], action: 'dispatch' };
    };
    const found = await scoreOf(channel, boasts);
    expect(found.shareOfBest).toBeCloseTo(1, 6);
    expect(found).not.toSatisfy(holds(reached[channel]));
  });

  test.each(channelsBeside)('half a plate, or where a photo was taken, makes the owner as nearly right as could be: $name', async (channel) => {
    const beside = drawChannel(city, channel, 60, 100_000);
    const found = rightness(await score(beside, await programOf(pool)));
    expect(found.shareOfBest, JSON.stringify(found)).toBeGreaterThan(leastBeside);
    expect(rightness(await score(beside, (_sent, report) => nearestAsset(city, report))).shareOfBest).toBeLessThan(leastBeside);
  });

  test('the best answer is right as often as it says', async () => {
    const all = [...drawn.values(), ...channelsBeside.map((channel) => drawChannel(city, channel, 100, 110_000))].flat();
    const [said, right] = [0, 1].map((which) =>
      all.reduce((sum, { best, drawn: report }) => {
        const [owner, chance] = [...best].filter(([unit]) => unit !== null).sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
        return sum + (which === 0 ? chance : Number(owner !== null && owner === report.truth.owner));
      }, 0),
    ) as [number, number];
    expect(Math.abs(said - right) / all.length).toBeLessThan(3 * Math.sqrt(0.25 / all.length));
  });

  test('what was told of in the last hours tells whose it is where one class is told of far more often, and whoever ignores it or believes it too much is found out', async () => {
    const heard = ['heard', 'not heard', 'believed four times over'];
    const usual = await tellUsual(pool, city, undefined, 9_000_000);
    const answers = await answerHours(pool, city, { usual, times: 4, ofEach: 2, seed: 9_700_000, heard });
    const [well, ignored, believed] = heard.map((hearing) => {
      const share = (inBurst: boolean) => rightnessOf(answers, (one) => one.hearing === hearing && one.isInBurst === inBurst).shareOfBest;
      return { inBurst: share(true), beside: share(false) };
    });
    expect(well?.inBurst).toBeGreaterThan((ignored?.inBurst ?? 1) + 0.03);
    expect(well?.beside).toBeGreaterThan((ignored?.beside ?? 1) - 0.005);
    expect(well?.beside).toBeGreaterThan((believed?.beside ?? 1) + 0.005);
  }, 240_000);

  test('settled orders teach: more owners are right, and what is said is nearer the truth; the version is kept and used', async () => {
    const before = await scoreTogether(await programOf(pool));
    await keepSettled(pool, await drawSettled(pool, city, 40, 9000));
    const listed = await listSettledReports(pool, 10_000);
    await pool.query('update orders set made_up = true where incident_id = (select incident_id from reports where id = $1)', [listed[0]?.id]);
    expect(await listSettledReports(pool, 10_000)).toEqual(listed.slice(1)); // a made-up past teaches nothing
    const learned = await learnVersion(pool, '2026-11-23T02:00:00.000Z');
    if (!('id' in learned)) throw new Error(`nothing was learned: ${JSON.stringify(learned)}`);
    expect(learned.after.surprise).toBeLessThan(learned.before.surprise);
    expect(learned.isUsed).toBe(true);
    const terms = learned.changes.map(({ term }) => term.split('.')[0]);
    expect(terms).toEqual(expect.arrayContaining(['classRates', 'errors']));
    expect((await getVocabulary(pool)).match?.id).toBe(learned.id);
    const after = await scoreTogether(await programOf(pool));
    expect(after.calibrationError).toBeLessThan(before.calibrationError);
    console.info(`      ${after.reports} reports, learned: ${JSON.stringify(after)}`);
    expect(after).toSatisfy(holds(reached.learned, lessOfAll), JSON.stringify(after));
  }, 120_000);

  test('a census file loaded in the wrong datum shows up by itself: the registrar is told how far off and which way', async () => {
    const { things } = city.rows;
    const owned = Map.groupBy(
      things.filter(({ isWell }) => isWell),
      ({ district, ownerId }) => `${district} ${ownerId}`,
    );
    const file = [...owned.values()].reduce((most, one) => (one.length > most.length ? one : most), []);
    const inFile = new Set(file);
    const {
      rows: [{ id: importId }],
    } = await pool.query(
      `insert into imports (source, file_name, file_is_ours, file_bytes, file_sha256, format, columns, mapping, rules, reach, created_at)
       values ('survey', 'survey.csv', false, 1, repeat('0', 64), 'csv', '{}', '{}', '{}', '{}', now()) returning id`,
    );
    await pool.query('update assets set import_id = $1 where id = any($2)', [importId, file.map(({ id }) => id)]);
    const shifted = { from: file, moved: (row: Row) => (inFile.has(row) ? ([8, 6] as const) : ([0, 0] as const)) };
    await keepSettled(pool, await drawSettled(pool, city, 30, 71_000, shifted), 'D');
    const told = findShifts(await listSurveyMisses(pool, { city: true, placeCodes: [], unitIds: [] })).filter(({ by }) => by === 'import');
    expect(told.map(({ key }) => key)).toEqual([String(importId)]);
    expect(Math.hypot((told[0]?.eastM ?? 0) - 8, (told[0]?.northM ?? 0) - 6)).toBeLessThan(4);
  }, 60_000);

  test('sums over answers of two runs add up to the sums of both', async () => {
    const scored = await score(drawn.get('pin 5 m') ?? [], await programOf(pool));
    const [all, first, rest] = [sumsOf(scored), sumsOf(scored.slice(0, 60)), sumsOf(scored.slice(60))];
    addSums(first, rest);
    expect(shareOfBest(first).value).toBeCloseTo(shareOfBest(all).value, 10);
    expect(calibrationOf(first).value).toBeCloseTo(calibrationOf(all).value, 10);
    expect(shareOfBest(all).error).toBeGreaterThan(0);
    expect(shareOfBest(all).error).toBeLessThan(0.05);
  });

  describe('when sixty people tell of one hole and twenty of another ten metres away', () => {
    let told: Awaited<ReturnType<typeof tellStorms>>;
    beforeAll(async () => {
      told = await tellStorms(pool, city, ['pin 5 m, words', 'pin 10 m, words'], 2);
    }, 60_000);
    const play = (priors: RepeatPriors) => scoreRepeats(told.flatMap((storm, i) => playStorm(storm, priors, i)));

    test('what is joined by itself hardly ever tells of the other, and nearly all is joined or offered rightly', () => {
      const score = play(defaultRepeatPriors);
      expect(score.reports).toBe(160);
      expect(score.precision, JSON.stringify(score)).toBeGreaterThanOrEqual(0.95);
      expect(score.recallWithOffers, JSON.stringify(score)).toBeGreaterThanOrEqual(0.8);
      expect(score.recall, JSON.stringify(score)).toBeGreaterThan(0.1);
    });

    test('to join whatever is likeliest would leave holes to nobody', () => {
      const careless = { wrongJoin: 0, secondOrder: 60, question: 3 };
      expect(play({ ...defaultRepeatPriors, costs: { ordinary: careless, hazard: careless } }).precision).toBeLessThan(0.95);
    });
  });

  test('of 300 reports written by hand as people talk nineteen in twenty find their owner, and hardly an order goes out to a wrong one', async () => {
    const score = scoreSpoken(await answerSpoken(pool, 'spoken-reports'));
    console.info(`      300 reports written by hand: ${JSON.stringify(score)}`);
    expect(score.reports).toBe(300);
    expect(score.rightOwner).toBeGreaterThanOrEqual(285);
    expect(score.wrongDispatches).toBeLessThanOrEqual(3);
  }, 60_000);

  test('so do nine in ten of longer ones, told on the telephone; of what is not registered, or no well at all, hardly an order goes out', async () => {
    const groups = spokenGroups(await answerSpoken(pool, 'told-reports'));
    console.info(`      170 longer reports written by hand: ${JSON.stringify([...groups])}`);
    const [well, unregistered, nothing] = [groups.get('well'), groups.get('unregistered'), groups.get('nothing')];
    expect([well?.reports, unregistered?.reports, nothing?.reports]).toEqual([140, 20, 10]);
    expect(well?.rightOwner).toBeGreaterThanOrEqual(126);
    expect(well?.wrongDispatches).toBeLessThanOrEqual(2);
    expect(unregistered?.unregistered).toBeGreaterThan(20 * (well?.unregistered ?? 1));
    expect(unregistered?.wrongDispatches).toBeLessThanOrEqual(2);
    expect(nothing?.dispatched).toBeLessThanOrEqual(1);
  }, 60_000);
});
