import { createPool, type Pool } from '#db/pool.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { metresBetween } from '#domain/match/error-density.ts';

export interface At {
  readonly lon: number;
  readonly lat: number;
}
export interface StoryWell extends At {
  readonly id: string;
  readonly unit: string;
}

/** When the run began, its city being laid. */
const laidAt = (): string => process.env['E2E_LAID_AT'] ?? '';

/** The stories' city, to look things up in: what a person in the street sees with their eyes. */
export const openRegistry = (): Pool => createPool(process.env['E2E_DATABASE_URL'] ?? '', { schema: 'city', max: 2 });

/** What the city was laid with: what stories register, verify and change moves nobody's well to another's. */
const laid = sql`('survey', 'drawing')`;

/**
 * A well of a street (or, by six digits, of a district) whose recorded owner is surely right, that anyone may see, with nothing else of the registry within six metres.
 * @param nth the first, the second…, so that each story has its own: two that report one well would be told of each other
 */
export const findWell = (registry: Pool, ownerId: string, placeCode: string, nth: number): Promise<StoryWell> =>
  oneRow<StoryWell>(
    registry,
    sql`select a.id, st_x(a.geom) as lon, st_y(a.geom) as lat, u.name as unit
        from assets a join asset_classes c on c.code = a.class_code join units u on u.id = a.owner_id
          left join asset_versions v on v.asset_id = a.id and v.valid_from <= ${laidAt()}::timestamptz and v.valid_to > ${laidAt()}::timestamptz
        where a.owner_id = ${ownerId} and a.maintainer_id = a.owner_id and starts_with(a.street_code, ${placeCode}) and coalesce(v.row ->> 'status', a.status) = 'intact'
          and c.is_well and not c.is_sensitive and a.location_kind <> 'compound' and a.data_source in ${laid}
          and not exists (select 1 from assets b where b.id <> a.id and st_dwithin(b.geom, a.geom, 0.00006) and b.data_source in ${laid})
        order by coalesce((v.row ->> 'owner_confidence')::real, a.owner_confidence) desc, a.id offset ${nth - 1} limit 1`,
  );

/**
 * A place in a street with nothing of the registry within thirty metres, where a hole is nobody's registered well.
 * @param nth the first, the second…, each so far from the others that no two are taken for one hole
 */
export const findSpot = async (registry: Pool, streetCode: string, nth: number): Promise<At> => {
  const free = await rows<At>(
    registry,
    sql`select st_x(each.geom) as lon, st_y(each.geom) as lat from places p, st_dump(st_generatepoints(p.geom, 400, 1)) each
        where p.code = ${streetCode} and not exists (select 1 from assets b where st_dwithin(b.geom, each.geom, 0.0003) and b.data_source in ${laid})`,
  );
  const apart: At[] = [];
  for (const spot of free) if (apart.every((one) => metresBetween(one, spot) > 80)) apart.push(spot);
  const found = apart[nth - 1];
  if (!found) throw new Error(`${streetCode} has ${apart.length} such places`);
  return found;
};

/** The order that a report's number led to. */
export const findOrderId = async (registry: Pool, number: string): Promise<string> =>
  (await oneRow<{ id: string }>(registry, sql`select o.id from reports r join orders o on o.incident_id = r.incident_id where r.number = ${number}`)).id;

/** The asset that a report's incident is about; null: none that is registered. */
export const findMeant = async (registry: Pool, number: string): Promise<string | null> =>
  (
    await oneRow<{ assetId: string | null }>(
      registry,
      sql`select i.asset_id from reports r join incidents i on i.id = r.incident_id where r.number = ${number}`,
    )
  ).assetId;

/** Which units were accountable for an order, in turn. */
export const listAccountable = async (registry: Pool, orderId: string): Promise<string[]> =>
  (
    await rows<{ unitId: string }>(registry, sql`select unit_id from assignments where order_id = ${orderId} and part = 'accountable' order by assigned_at, id`)
  ).map(({ unitId }) => unitId);

/** What is written of where a well lies. */
export const findAddress = async (registry: Pool, wellId: string): Promise<string> =>
  (await oneRow<{ address: string | null }>(registry, sql`select address from assets where id = ${wellId}`)).address ?? '';
