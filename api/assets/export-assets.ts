import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Static } from 'typebox';
import { CensusError } from '#census/census-error.ts';
import { takeOut } from '#census/out/take-out.ts';
import { fileKinds } from '#census/out/write-census.ts';
import { findCity } from '#db/queries/cities.ts';
import { reachOf } from '#domain/access.ts';
import type { exportAssets as contract } from '#domain/contract/exports.ts';
import { readSystem } from '#domain/coordinates/systems.ts';
import { hazardRulesOf, verificationDueBefore } from '#domain/hazards.ts';
import { localDate } from '#domain/local-time.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, HttpError, refuse } from '../errors.ts';
import { readQuery } from './read-query.ts';

type Query = Static<(typeof contract)['query']>;

/** Each holds a connection and a snapshot of the registry for as long as its taker needs. */
const mostAtOnce = 4;
/** One who reads slowly leaves room for others. */
const mostOfAPerson = 2;
const running = new WeakMap<App, string[]>();

/** Takes a place for a person. @returns what gives it back @throws HttpError too-many-requests */
const takePlace = (app: App, personId: string): (() => void) => {
  const taken = running.get(app) ?? [];
  running.set(app, taken);
  const own = taken.filter((id) => id === personId).length;
  if (taken.length >= mostAtOnce || own >= mostOfAPerson) throw refuse('too-many-requests', { params: { seconds: 30 } });
  taken.push(personId);
  return () => void taken.splice(taken.indexOf(personId), 1);
};

/** The first piece of a stream, so that what is wrong with the question is answered as such and not by a cut connection. */
const begun = async (pieces: AsyncGenerator<Uint8Array>): Promise<AsyncGenerator<Uint8Array>> => {
  const first = await pieces.next().catch((error: unknown) => {
    throw error instanceof CensusError ? new HttpError(error.rejection) : error;
  });
  return (async function* () {
    try {
      if (first.done) return;
      yield first.value;
      yield* pieces;
    } finally {
      await pieces.return(undefined);
    }
  })();
};

/** Streams part of the registry, within the person's reach. @throws HttpError coordinate-system-unknown, query-invalid, too-many-requests */
export const sendExport = async (app: App, person: Person, query: Query, reply: FastifyReply): Promise<Readable> => {
  const reach = reachOf(person.grants, 'assets.export', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  const { format, crs = 'EPSG:4326', encoding = 'utf-8', ...filter } = query;
  const system = accepted(readSystem(crs));
  const city = await findCity(app.pool);
  if (!city) throw refuse('unavailable');
  const selection = {
    reach,
    filter: readQuery(filter),
    words: filter.q?.trim() || undefined,
    verifiedSince: verificationDueBefore(hazardRulesOf(city.settings.hazards), localDate(app.clock.now(), city.timeZone)),
  };
  const wanted = { format, system, encoding, selection, asked: { ...filter, reach }, personId: person.id, now: () => app.clock.now() };
  const leave = takePlace(app, person.id);
  const pieces = await begun(takeOut(app.pool, wanted)).catch((error: unknown) => {
    leave();
    throw error;
  });
  const { extension, mediaType } = fileKinds[format];
  const day = localDate(app.clock.now(), city.timeZone);
  reply
    .type(format === 'csv' ? `${mediaType}; charset=${encoding}` : mediaType)
    .header('content-disposition', `attachment; filename="assets-${day}-${person.username}.${extension}"`);
  const stream = Readable.from(pieces, { objectMode: false });
  stream.on('close', leave);
  return stream;
};
