import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { setStatuses } from '#domain/contract/asset-edits.ts';
import type { Outcomes } from '#domain/contract/terms.ts';
import type { App, Person } from '../app-type.ts';
import { oneByOne } from '../one-by-one.ts';
import { readPlate } from '../read-plate.ts';
import { changeAsset } from './change-asset.ts';

/** One status for several assets, each in a transaction of its own and as it is then: of a drawn area or a file nobody looked at each version. */
export const setManyStatuses = (
  app: App,
  { ids, status, note }: Static<typeof setStatuses.body>,
  person: Person,
  { now, request }: { readonly now: string; readonly request: FastifyRequest },
): Promise<Outcomes> =>
  oneByOne(
    ids.map((id) => ({ id })),
    request,
    async ({ id: typed }) => {
      const id = await readPlate(app.pool, typed, { person, near: null, field: 'ids' });
      await changeAsset(app, person, now, { id, status, ...(note === undefined ? {} : { note }) });
    },
  );
