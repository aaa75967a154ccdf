import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Static } from 'typebox';
import { CensusError } from '#census/census-error.ts';
import { takeOut } from '#census/out/take-out.ts';
import { fileKinds } from '#census/out/write-census.ts';
import { findCity } from '#db/queries/places/cities.ts';
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

/**
 * The first piece of a stream is made before the reply begins, so that what is wrong with the question is answered as such and not by a cut
 * connection. Whoever went away meanwhile reads nothing of it: what was begun is ended all the same, which a generator around it would not
 * hear of before its own first piece.
 */
const begun = async (pieces: AsyncGenerator<Uint8Array>): Promise<AsyncIterable<Uint8Array>> => {
  const first = await pieces.next().catch((error: unknown) => {
    throw error instanceof CensusError ? new HttpError(error.rejection) : error;
  });
  let waiting: IteratorResult<Uint8Array> | null = first;
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const piece = waiting ?? (await pieces.next());
    waiting = null;
    return piece;
  };
  const end = () => pieces.return(undefined);
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
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
  const wanted = {
    format,
    system,
    encoding,
    selection,
    asked: { ...filter, reach },
    personId: person.id,
    now: () => app.clock.now(),
    isLeft: () => reply.raw.destroyed,
  };
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
