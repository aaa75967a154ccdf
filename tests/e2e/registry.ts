import { createPool, type Pool } from '#db/pool.ts';
import { oneRow, rows, sql } from '#db/sql.ts';

export interface StoryWell {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly unit: string;
}

/** The stories' city, to look things up in: what a person in the street sees with their eyes. */
export const openRegistry = (): Pool => createPool(process.env['E2E_DATABASE_URL'] ?? '', { schema: 'city', max: 2 });

/**
 * A well of a street (or, by six digits, of a district) whose recorded owner is surely right, that anyone may see, with nothing else of the registry within six metres.
 * @param nth the first, the second…, so that each story has its own
 */
export const findWell = (registry: Pool, ownerId: string, placeCode: string, nth: number): Promise<StoryWell> =>
  oneRow<StoryWell>(
    registry,
    sql`select a.id, st_x(a.geom) as lon, st_y(a.geom) as lat, u.name as unit
        from assets a join asset_classes c on c.code = a.class_code join units u on u.id = a.owner_id
        where a.owner_id = ${ownerId} and a.maintainer_id = a.owner_id and starts_with(a.street_code, ${placeCode}) and a.status = 'intact' and c.is_well and not c.is_sensitive and a.location_kind <> 'compound'
          and not exists (select 1 from assets b where b.id <> a.id and st_dwithin(b.geom, a.geom, 0.00006))
        order by a.owner_confidence desc, a.id offset ${nth - 1} limit 1`,
  );

/** The order that a report's number led to. */
export const findOrderId = async (registry: Pool, number: string): Promise<string> =>
  (await oneRow<{ id: string }>(registry, sql`select o.id from reports r join orders o on o.incident_id = r.incident_id where r.number = ${number}`)).id;

/** Which units were accountable for an order, in turn. */
export const listAccountable = async (registry: Pool, orderId: string): Promise<string[]> =>
  (
    await rows<{ unitId: string }>(registry, sql`select unit_id from assignments where order_id = ${orderId} and part = 'accountable' order by assigned_at, id`)
  ).map(({ unitId }) => unitId);

/** What is written of where a well lies. */
export const findAddress = async (registry: Pool, wellId: string): Promise<string> =>
  (await oneRow<{ address: string | null }>(registry, sql`select address from assets where id = ${wellId}`)).address ?? '';
