import { existsSync } from 'node:fs';
import type { Pool } from '#db/pool.ts';
import { findSource } from '#db/queries/imports/census-sources.ts';
import { compareMatched, countPlan } from '#db/queries/imports/import-compare.ts';
import { askNumbersOfAnotherClass, askNumbersRefusedBefore, askPlacesThatDiffer } from '#db/queries/imports/import-contradictions.ts';
import { doubtPlanned } from '#db/queries/imports/import-doubts.ts';
import { getImportGround } from '#db/queries/imports/import-ground.ts';
import { findNearInFile, type Scale } from '#db/queries/imports/import-near.ts';
import { listImportRanges } from '#db/queries/imports/import-ranges.ts';
import { clearFindings, refusePlanned } from '#db/queries/imports/import-refusals.ts';
import { markRegistry } from '#db/queries/imports/import-since.ts';
import { dropImportTables } from '#db/queries/imports/import-tables.ts';
import {
  askSourceNumbersOfTwoClasses,
  endFollowing,
  findNumbersTwice,
  findSourceNumbersTwice,
  followMerges,
  indexRows,
  isRegistryEmpty,
  leaveRefused,
  matchRegistered,
} from '#db/queries/imports/import-twins.ts';
import { getImport, type ImportCounts, type ImportRow, updateImport } from '#db/queries/imports/imports.ts';
import { giveMemory } from '#db/queries/seeding/bulk.ts';
import type { Connection } from '#db/sql.ts';
import { scarceBelow } from '#domain/contract/serials.ts';
import type { SystemDecision } from '#domain/coordinates/decide-system.ts';
import { officialAxes, readSystem, writeSystem } from '#domain/coordinates/systems.ts';
import { localDate } from '#domain/local-time.ts';
import type { Recalled } from '#domain/source-memory.ts';
import { CensusError } from '../census-error.ts';
import { isTable } from '../census-file.ts';
import { type ExchangeKey, exchangeFields } from '../exchange-fields.ts';
import { openCensus } from '../open-census.ts';
import type { AtWork } from './at-work.ts';
import { checkSystem, sampleRows, sampleWhole } from './check-system.ts';
import { type Ground, layGround } from './ground.ts';
import { numberColumnOf, refuseBeyond } from './look-again.ts';
import { noteFile } from './note-file.ts';
import { contradictionIn } from './open-import.ts';
import { openRowReader, type RowReader } from './read-row.ts';
import { remember } from './remember-source.ts';
import { scaleOf } from './scale.ts';
import { stageRows } from './stage-rows.ts';
import { tellFollowed } from './tell-followed.ts';

type Fields = readonly (ExchangeKey | null)[];

/** What each column means. @throws CensusError import-columns-missing, import-field-unknown, import-field-twice */
const fieldsOf = ({ columns, mapping, format, classCode, fileName }: ImportRow): Fields => {
  const fields = columns.map((column) => {
    const key = Object.hasOwn(mapping, column) ? (mapping[column] ?? null) : null;
    if (key !== null && !Object.hasOwn(exchangeFields, key)) throw new CensusError('import-field-unknown', { field: key });
    return key as ExchangeKey | null;
  });
  fields.forEach((key, i) => {
    const first = key === null ? i : fields.indexOf(key);
    if (first < i)
      throw new CensusError('import-field-twice', { field: exchangeFields[key as ExchangeKey].zh, first: columns[first] ?? '', second: columns[i] ?? '' });
  });
  const missing = [
    ...(isTable(format) ? (['x', 'y'] as const).filter((key) => !fields.includes(key)) : []),
    ...(classCode === null && !(['classCode', 'className', 'number', 'plate'] as const).some((key) => fields.includes(key)) ? (['className'] as const) : []),
  ];
  if (missing.length > 0)
    throw new CensusError('import-columns-missing', {
      file: fileName,
      columns: missing.map((key) => `${exchangeFields[key].zh} (${exchangeFields[key].name})`).join('、'),
    });
  return fields;
};

const open = (given: ImportRow) => {
  if (given.filePath === null || !existsSync(given.filePath)) throw new CensusError('import-file-gone', { file: given.fileName });
  return openCensus(given.filePath, { name: given.fileName, encoding: given.encoding, layer: given.layer, systemIsSaid: given.system !== null });
};

const readingOf = ({ system, axes, format, fileName }: ImportRow) => {
  if (system === null) throw new CensusError('coordinate-system-missing', { file: fileName });
  const read = readSystem(system);
  if (!read.ok) throw new CensusError(read.rejection.code, read.rejection.params ?? {});
  const isGeometry = !isTable(format);
  return { reading: { system: read.value, axes: isGeometry ? ('east-north' as const) : (axes ?? officialAxes(read.value)) }, isGeometry };
};

const likelyOf = (decision: SystemDecision & { fits: false }) =>
  decision.likely
    .slice(0, 5)
    .map(({ reading: { system, axes }, ...fit }) => ({ system: writeSystem(system), axes, sampled: fit.sampled, outside: fit.outside, offRoad: fit.offRoad }));

/** Whether the coordinates can be what was said, by where some rows lie. @returns why not, with what they may be, or null */
const doubtSystem = (given: ImportRow, sample: Parameters<typeof checkSystem>[1], ground: Ground) => {
  const { reading, isGeometry } = readingOf(given);
  const decision = checkSystem(reading, sample, ground, isGeometry);
  if (decision.fits || given.rules.systemIsSure) return null;
  const { sampled, outside, offRoad } = decision.said;
  const likely = likelyOf(decision);
  const words = likely.map(({ system, axes }) => `${system} (${axes})`).join(', ') || '—';
  return {
    likely,
    rejection: { code: 'census-system-doubted' as const, params: { file: given.fileName, system: given.system, sampled, outside, offRoad, likely: words } },
  };
};

/** The beginning of the file is looked at before millions of rows are read in vain. */
const doubtBeginning = async (given: ImportRow, fields: Fields, ground: Ground) => {
  const file = await open(given);
  return doubtSystem(given, await sampleRows(file, fields).finally(() => file.close()), ground);
};

interface Reading {
  readonly given: ImportRow;
  readonly fields: Fields;
  readonly ground: Ground;
  /** Local date. */
  readonly today: string;
}

/** Reads every row into the import's own table. @returns positions spread over the whole file, how its text was written, and how many rows by units that ended */
const readAll = async (pool: Pool, { given, fields, ground, today }: Reading, work: AtWork) => {
  work.step('read');
  const file = await open(given);
  const { reading } = readingOf(given);
  const meant = fields.filter((key) => key !== null);
  const { classCode, reach } = given;
  const byEnded = new Map<string, number>();
  const [sample, readRow] = [sampleWhole(meant), openRowReader({ fields: meant, reading, classCode, reach, today }, ground, byEnded)];
  const read: RowReader = (texts, point) => {
    sample.see(texts, point);
    return readRow(texts, point);
  };
  await work.transaction((client) => stageRows(client, pool, { file, fields, read, importId: given.id, work })).finally(() => file.close());
  return { sample: sample.rows(), encoding: file.encoding?.name ?? null, byEnded };
};

/** Rows that contradict themselves or what was said of them before. */
const askContradicted = async (connection: Connection, { id, source, columns, mapping, format }: ImportRow, scale: Scale): Promise<void> => {
  const columnOf = (key: ExchangeKey) => columns.findIndex((column) => mapping[column] === key);
  const position = isTable(format) ? ([columnOf('x'), columnOf('y')] as const) : null;
  await askNumbersRefusedBefore(connection, id, source, { position, scale });
  await askNumbersOfAnotherClass(connection, id);
  await askPlacesThatDiffer(connection, id);
};

/** Twins in the file and in the registry, and what each row would do, in one transaction. */
const findOut = (given: ImportRow, scale: Scale, work: AtWork): Promise<ImportCounts> =>
  work.transaction(async (client) => {
    const { id, rules, columns, reach, hasWritten } = given;
    await giveMemory(client);
    work.step('twins');
    await indexRows(client, id);
    await findNumbersTwice(client, id);
    work.stopIfAsked();
    if (!(await isRegistryEmpty(client))) {
      work.step('compare');
      await matchRegistered(client, id, { rules, scale, reach, hasWritten });
      await compareMatched(client, id, { scale, reach });
    }
    work.stopIfAsked();
    await findSourceNumbersTwice(client, id, rules);
    await askSourceNumbersOfTwoClasses(client, id, rules, scale);
    await findNearInFile(client, id, rules, scale);
    await followMerges(client, id);
    await askContradicted(client, given, scale);
    await refusePlanned(client, id, { code: 'census-number-twice', columnName: numberColumnOf(given), columns: columns.length, actions: ['refuse_number'] });
    await refuseBeyond(client, given);
    await leaveRefused(client, id);
    await endFollowing(client, id);
    await doubtPlanned(client, id);
    return countPlan(client, id);
  });

/** Where nobody has said in which system a file is, because two said different things. @throws CensusError census-system-contradicted */
const refuseContradicted = async (given: ImportRow, source: Recalled | undefined): Promise<void> => {
  const file = await open(given);
  const contradiction = contradictionIn(file, source);
  await file.close();
  if (contradiction !== null) throw new CensusError('census-system-contradicted', contradiction.rejection.params ?? {});
};

/**
 * Reads a whole file and finds out what would happen: rows, doubts and refusals; the registry is not touched. A second look begins anew.
 * What was said of the source is remembered.
 * @throws CensusError when the file cannot be taken as it is
 */
export const checkFile = async (pool: Pool, id: string, work: AtWork, now: string): Promise<void> => {
  const given = await getImport(pool, id);
  await noteFile(pool, given);
  const fields = fieldsOf(given);
  const source = await findSource(pool, given.source, given.reach);
  if (given.system === null) await refuseContradicted(given, source);
  work.step('ground');
  const laid = await getImportGround(pool);
  const ground = layGround(laid, source?.words ?? {});
  await markRegistry(pool, id);
  await clearFindings(pool, id);
  const doubt = await doubtBeginning(given, fields, ground);
  if (doubt !== null) return updateImport(pool, id, { state: 'stopped', ...doubt });
  const { sample, encoding, byEnded } = await readAll(pool, { given, fields, ground, today: localDate(now, laid.city.timeZone) }, work);
  const doubtOfAll = doubtSystem(given, sample, ground);
  if (doubtOfAll !== null) {
    await clearFindings(pool, id);
    await dropImportTables(pool, id);
    return updateImport(pool, id, { state: 'stopped', ...doubtOfAll });
  }
  const counts = await findOut(given, scaleOf(laid.city.box), work);
  const ranges = await listImportRanges(pool, id, 0, scarceBelow);
  const followed = tellFollowed(laid, byEnded);
  const { reading } = readingOf(given);
  await remember(pool, { ...given, system: writeSystem(reading.system), axes: reading.axes }, now);
  await updateImport(pool, id, { state: 'checked', counts, ranges, followed, checkedAt: now, appliedAt: null, appliedUpto: 0, encoding });
};
