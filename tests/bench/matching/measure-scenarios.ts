import { inTransaction, type Pool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';
import { learnShifts } from '#domain/match/learn/learn-shifts.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import type { MatchPriors } from '#domain/match/priors.ts';
import type { Figure } from '../figures.ts';
import type { CityRows, Row } from './city-rows.ts';
import { drawSettled, learnFrom, programOf } from './learned.ts';
import { move } from './move-report.ts';
import { rightness } from './rightness.ts';
import { channels, type Drawn, drawChannel, score } from './run-matching.ts';
import { type StatedCity, stateCity } from './stated-city.ts';
import { type StatedModel, statedModel } from './stated-model.ts';
import { missesOf, surveyTold } from './survey-told.ts';

/** A way in which reports err that is not of the family that matching believes in. */
export interface Scenario {
  readonly name: string;
  readonly city: StatedCity;
  /** What is measured is told of these; settled orders are of these and of all others. */
  readonly rows: readonly Row[];
  /** How far what is sent lies from what was drawn, metres east and north, by the thing that is meant. */
  readonly moved: (row: Row) => readonly [number, number];
  /** What lies to one side of its record, of which the registrar is to be told: a street, or one census file. */
  readonly shifted?: { readonly rows: readonly Row[]; readonly by: 'street' | 'import' };
  /** What came with that file, as the registry keeps it; else nothing is known of any. */
  readonly file?: readonly Row[];
}

const heavier: StatedModel = {
  ...statedModel,
  phones: [
    { share: 0.55, times: 0.6, atLeastM: 0 },
    { share: 0.22, times: 2.5, atLeastM: 0 },
    { share: 0.13, times: 9, atLeastM: 0 },
    { share: 0.1, times: 0, atLeastM: 80 },
  ],
};

const shiftedDatum = [8, 6] as const;
const shiftedStreet = [-6.4, 4.8] as const; // 8 m
const unmoved = [0, 0] as const;

/** The street with the most wells, or what one owner has in one district: such a file is a census of one utility. */
const fullest = ({ things }: CityRows, keyOf: (row: Row) => string): Row[] => {
  const groups = Map.groupBy(
    things.filter(({ isWell }) => isWell),
    keyOf,
  );
  return [...groups.values()].reduce((most, one) => (one.length > most.length ? one : most), []);
};

export const scenarios = (rows: CityRows, seed: number): Scenario[] => {
  const city = stateCity(rows, statedModel, seed);
  const street = fullest(rows, (row) => row.street);
  const file = fullest(rows, ({ district, ownerId }) => `${district} ${ownerId}`);
  const [onStreet, inFile] = [new Set(street), new Set(file)];
  return [
    { name: 'heavier tails', city: stateCity(rows, heavier, seed), rows: rows.things, moved: () => unmoved },
    { name: 'a datum 10 m off', city, rows: rows.things, moved: () => shiftedDatum, shifted: { rows: rows.things, by: 'street' }, file: rows.things },
    {
      name: 'one census file loaded in a datum 10 m off',
      city,
      rows: file,
      moved: (row) => (inFile.has(row) ? shiftedDatum : unmoved),
      shifted: { rows: file, by: 'import' },
      file,
    },
    {
      name: 'one street surveyed 8 m off',
      city,
      rows: street,
      moved: (row) => (onStreet.has(row) ? shiftedStreet : unmoved),
      shifted: { rows: street, by: 'street' },
    },
  ];
};

const used = channels.filter(({ name }) => name === 'pin 5 m' || name === 'pin 10 m, words');
const settledOfEach = 100;
const reportsOfEach = 150;

const fileNumber = '1';

/** Writes down which assets came with the file, and no others. Triggers sleep meanwhile: nothing else of them changes, and no import stands behind it. */
const keepFile = (pool: Pool, file: readonly Row[]): Promise<void> =>
  inTransaction(pool, async (client) => {
    await affected(client, sql`set local session_replication_role = replica`);
    await affected(client, sql`update assets set import_id = null where import_id is not null`);
    await affected(client, sql`update assets set import_id = ${fileNumber}::bigint where id = any(${file.map(({ id }) => id)})`);
  });

export const measureOne = async (pool: Pool, scenario: Scenario, usual: MatchPriors): Promise<Figure[]> => {
  const { name, city, rows, moved, file = [] } = scenario;
  await keepFile(pool, file);
  const moveDrawn = (one: Drawn): Drawn => ({ ...one, sent: move(one.sent, moved(one.drawn.truth.near)) });
  const everywhere = await drawSettled(pool, city, settledOfEach, 60_000, { moved });
  const there = await drawSettled(pool, city, settledOfEach, 70_000, { moved, from: rows });
  const orders = [...everywhere, ...there];
  const shifts = learnShifts(missesOf(orders, city.rows.things, { number: fileNumber, rows: file }), Date.now() / 1000);
  const [widened, learned] = [await learnFrom(pool, orders, { start: usual }), await learnFrom(pool, orders, { start: usual, shifts })];
  const reports = used.flatMap((channel, i) => drawChannel(city, channel, reportsOfEach, 80_000 + 1000 * i, rows).map(moveDrawn));
  const figures: Figure[] = [];
  const settled = everywhere.length + there.length;
  const versions = [
    ['before learning', undefined],
    ['as learned where nothing is off', usual],
    [`after ${settled} settled orders, no shift heard`, widened],
    [`after ${settled} settled orders, the shifts of ${Object.keys(shifts).length} streets and files heard`, learned],
  ] as const;
  for (const [when, priors] of versions) {
    const found = rightness(await score(reports, await programOf(pool, priors)));
    const note = `± ${(100 * found.shareUnsure).toFixed(1)}; calibration error ${(100 * found.calibrationError).toFixed(1)} ± ${(100 * found.calibrationUnsure).toFixed(1)} %, said ${(100 * found.meanSaid).toFixed(1)} %, right ${(100 * found.right).toFixed(1)} %`;
    figures.push({ part: 'outside the family', name: `${name}, ${when}`, value: 100 * found.shareOfBest, unit: '% of the best possible', note });
  }
  return [...figures, ...toldFigures(scenario, there)];
};

/** What the registrar is told, from the settled orders of what lies to one side. */
const toldFigures = ({ name, city, shifted }: Scenario, there: readonly Settled[]): Figure[] => {
  if (!shifted) return [];
  const told = surveyTold(there, city.rows.things, shifted.rows, shifted.by);
  const note = told ? `${told.offM.toFixed(1)} m off, by ${told.wells} wells found` : `told nothing in ${there.length} settled orders`;
  return [{ part: 'outside the family', name: `${name}: the registrar is told`, value: told?.after ?? 0, unit: 'settled orders of it', note }];
};

/** Errors of another family than is believed in: how right before learning, and after so many settled orders. */
export const measureScenarios = async (pool: Pool, city: StatedCity, usual: MatchPriors): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const scenario of scenarios(city.rows, city.seed)) figures.push(...(await measureOne(pool, scenario, usual)));
  return figures;
};
