import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { listSources, nameReaches } from '#db/queries/imports/census-sources.ts';
import { countOpenDoubts } from '#db/queries/imports/import-doubts.ts';
import { getImportWords } from '#db/queries/imports/import-ground.ts';
import { listUnknownWords } from '#db/queries/imports/import-refusals.ts';
import { isStaged } from '#db/queries/imports/import-tables.ts';
import { type ImportRow, listImports, updateImport } from '#db/queries/imports/imports.ts';
import { listAssetClasses } from '#db/queries/places/cities.ts';
import { decideText } from '#domain/clean-text.ts';
import * as contract from '#domain/contract/imports.ts';
import { readSystem, writeSystem } from '#domain/coordinates/systems.ts';
import type { SourceWords } from '#domain/source-memory.ts';
import { CensusError } from '../../census/census-error.ts';
import { refusedFile } from '../../census/give-back/refused-file.ts';
import { headOf } from '../../census/take-in/head-of.ts';
import { refuseWords } from '../../census/take-in/known-words.ts';
import type { LookAt } from '../../census/take-in/look-at.ts';
import { openImport } from '../../census/take-in/open-import.ts';
import { forget, rememberWords } from '../../census/take-in/remember-source.ts';
import { saidMore } from '../../census/take-in/said-of-file.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, HttpError, refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { noteExport } from '../note-export.ts';
import { serve } from '../serve.ts';
import { describeImport, describeImports } from './describe-import.ts';
import { doubtRoutes } from './doubt-routes.ts';
import { lookBeside } from './look-beside.ts';
import { idle, isAtWork, own, reached, reachedWhole } from './reach-import.ts';
import { receiveFile } from './receive-file.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { again, endWorkers, type Workers, workBeside } from './work-beside.ts';

const choice = <V extends string>(given: string | undefined, ...known: V[]): V | null => {
  if (given === undefined) return null;
  const found = known.find((value) => value === given);
  if (found === undefined)
    throw refuse('field-invalid', { params: { field: given, whyZh: `可以是 ${known.join('、')}。`, whyEn: `it can be ${known.join(', ')}.` } });
  return found;
};

/** @throws HttpError class-unknown */
const requireClass = async (app: App, code: string | null | undefined): Promise<void> => {
  if (code == null || (await listAssetClasses(app.pool)).some((known) => known.code === code)) return;
  throw refuse('class-unknown', { field: 'classCode', params: { code } });
};

const enter = async (app: App, look: LookAt, request: Parameters<typeof receiveFile>[1], who: Person | null, now: string): Promise<string> => {
  const { person, reach } = own(who);
  const { path, name, fields } = await receiveFile(app, request);
  try {
    const source = accepted(decideText(fields.source ?? '', 'source', 80));
    if (source === '') throw refuse('import-file-missing', { field: 'source' });
    await requireClass(app, fields.classCode);
    const given = {
      ...{ path, name, isOurs: true, source, system: fields.system ?? null, layer: fields.layer ?? null, reach, personId: person.id, now },
      axes: choice(fields.axes, 'east-north', 'north-east'),
      encoding: choice(fields.encoding, 'utf-8', 'gb18030'),
      classCode: fields.classCode ?? null,
    };
    return await openImport(app.pool, given, look);
  } catch (error) {
    await rm(path, { force: true });
    throw error instanceof CensusError ? new HttpError(error.rejection) : error;
  }
};

/** What was still to be decided of an applied import went with its rows, in a crash of the database: it is checked anew. */
const hasLostDoubts = async ({ pool }: App, { id }: ImportRow): Promise<boolean> => (await countOpenDoubts(pool, id)) > 0 && !(await isStaged(pool, id));

/** Rows that went in a crash of the database are read again: the import waits for its check, and finds what it has in the registry already. */
const refuseUnchecked = async (app: App, row: ImportRow): Promise<void> => {
  const wasChecked = ['checked', 'applying', 'applied', 'cancelled'].includes(row.state) && row.checkedAt !== null;
  if (wasChecked && (await isStaged(app.pool, row.id))) return;
  if (row.state === 'applied' && !(await hasLostDoubts(app, row))) throw refuse('import-over');
  if (wasChecked && row.state !== 'applied') await updateImport(app.pool, row.id, { state: 'waiting' });
  throw refuse('import-not-checked');
};

/** @throws HttpError import-word-taken, import-meaning-unknown */
const acceptWords = async (app: App, { unit = {}, class: ofClass = {} }: SourceWords): Promise<void> => {
  const { units, ended, classes } = await getImportWords(app.pool);
  const ofUnits = units.map(({ id, ...rest }) => ({ code: id, ...rest }));
  const why = refuseWords(ofUnits, unit, 'words.unit', ended) ?? refuseWords(classes, ofClass, 'words.class');
  if (why !== null) throw new HttpError(why);
};

const settingsRoutes = (app: App, workers: Workers): void => {
  serve(app, contract.changeImport, async ({ params, body, person, now }) => {
    const row = idle(await reachedWhole(app, params.id, person));
    if (row.state === 'applied') throw refuse('import-over');
    const { words, system, ...rest } = body;
    refuseForeign(row, body);
    await requireClass(app, body.classCode);
    if (words !== undefined) await acceptWords(app, words);
    const change = system === undefined ? rest : { ...rest, system: writeSystem(accepted(readSystem(system))) };
    await updateImport(app.pool, row.id, { ...change, said: saidMore(row, change), state: 'waiting', rejection: null, likely: null });
    if (words !== undefined) await rememberWords(app.pool, row, words, now, own(person).person.id);
    return describeImport(app, await again(app, row.id));
  });
  serve(app, contract.forgetSource, async ({ params, person }) => {
    const row = idle(await reachedWhole(app, params.id, person));
    if (row.state === 'applied') throw refuse('import-over');
    await forget(app.pool, row);
    return describeImport(app, await again(app, row.id));
  });
  serve(app, contract.checkImport, async ({ params, person }) => {
    const row = idle(await reachedWhole(app, params.id, person));
    if (row.state === 'applied' && !(await hasLostDoubts(app, row))) throw refuse('import-over');
    await workBeside(app, workers, row, 'check');
    return describeImport(app, await again(app, row.id));
  });
  serve(app, contract.applyImport, async ({ params, person }) => {
    const row = idle(await reachedWhole(app, params.id, person));
    await refuseUnchecked(app, row);
    await workBeside(app, workers, row, 'apply');
    return describeImport(app, await again(app, row.id));
  });
  serve(app, contract.cancelImport, async ({ params, person }) => {
    const row = await reached(app, params.id, person);
    if (row.state === 'applied') throw refuse('import-over');
    await updateImport(app.pool, row.id, isAtWork(row) ? { cancelAsked: true } : { state: 'cancelled' });
    return describeImport(app, await again(app, row.id));
  });
};

const findingsRoutes = (app: App, look: LookAt): void => {
  serve(app, contract.getImportHead, async ({ params, person }) => {
    const row = await reachedWhole(app, params.id, person);
    const rows = await headOf(row, 5, look).catch((error: unknown) => {
      throw error instanceof CensusError ? new HttpError(error.rejection) : error;
    });
    return { rows };
  });
  serve(app, contract.listUnknownWords, async ({ params, person }) => ({
    items: await listUnknownWords(app.pool, (await reachedWhole(app, params.id, person)).id),
  }));
  serve(app, contract.getRefusedRows, async ({ params, person, now, reply }) => {
    const row = await reachedWhole(app, params.id, person);
    const { extension, mediaType, pieces } = await refusedFile(app.pool, row);
    const filter = { importId: row.id, fileName: row.fileName };
    await noteExport(app, person, { what: 'refused', form: 'rows', filter, reach: row.reach, count: row.counts?.refused ?? 0 }, now);
    const taker = knownPerson(person).username;
    const name = encodeURIComponent(`${row.fileName.replace(/\.[^.]*$/, '')}-退回-${taker}.${extension}`);
    reply.type(mediaType).header('content-disposition', `attachment; filename="refused-${row.id}-${taker}.${extension}"; filename*=UTF-8''${name}`);
    return reply.send(Readable.from(pieces, { objectMode: false }));
  });
};

export const importsRoutes = (app: App): void => {
  const [workers, closing]: [Workers, AbortController] = [new Set(), new AbortController()];
  const look = lookBeside(app.log, closing.signal);
  serve(app, contract.listImports, async ({ person }) => {
    const { person: who, reach } = own(person);
    return { items: await describeImports(app, await listImports(app.pool, reach.city ? null : who.id)) };
  });
  serve(app, contract.listCensusSources, async ({ person }) => {
    const { person: who, reach } = own(person);
    const found = await listSources(app.pool, { personId: who.id, reach });
    const names = await nameReaches(
      app.pool,
      found.map((source) => source.reach),
    );
    return {
      items: found.map(({ name, coordinates, updatedAt, reach: { city } }, i) => ({ name, coordinates, updatedAt, scope: { city, of: names[i] ?? [] } })),
    };
  });
  serve(app, contract.createImport, async ({ request, person, now }) => describeImport(app, await again(app, await enter(app, look, request, person, now))));
  serve(app, contract.getImport, async ({ params, person }) => describeImport(app, await reached(app, params.id, person)));
  app.addHook('onClose', () => {
    closing.abort();
    return endWorkers(workers);
  });
  settingsRoutes(app, workers);
  findingsRoutes(app, look);
  doubtRoutes(app);
};
