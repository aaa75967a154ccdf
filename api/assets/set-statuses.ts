import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { setStatuses } from '#domain/contract/asset-edits.ts';
import type { App, Person } from '../app-type.ts';
import { problemOf } from '../error-handler.ts';
import { readPlate } from '../read-plate.ts';
import { changeAsset } from './change-asset.ts';

type Asked = Static<typeof setStatuses.body>;
type Outcomes = Static<(typeof setStatuses.reply)[200]>;

/** One status for several assets, each in a transaction of its own and as it is then: of a drawn area or a file nobody looked at each version. */
export const setManyStatuses = async (
  app: App,
  { ids, status, note }: Asked,
  person: Person,
  { now, request }: { readonly now: string; readonly request: FastifyRequest },
): Promise<Outcomes> => {
  const set = async (typed: string) => {
    const id = await readPlate(app.pool, typed, { person, near: null, field: 'ids' });
    await changeAsset(app, person, now, { id, status, ...(note === undefined ? {} : { note }) });
  };
  const outcomes: Outcomes['outcomes'] = [];
  for (const id of ids)
    outcomes.push({
      id,
      problem: await set(id).then(
        () => null,
        (error: unknown) => problemOf(error, request),
      ),
    });
  return { outcomes };
};
