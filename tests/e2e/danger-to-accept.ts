import type { Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { rows, sql } from '#db/sql.ts';
import type { Order } from '#domain/contract/orders.ts';
import { findOrderId } from './registry.ts';
import { type At, address, expect } from './story.ts';

const acceptedIn = '310101'; // no other story has a danger there, so that the newest is this one

/** Places of it between two wells of different owners: which of them is meant, nobody can say from afar. */
const placesBetween = (registry: Pool): Promise<At[]> =>
  rows<At>(
    registry,
    sql`select (st_x(a.geom) + st_x(b.geom)) / 2 as lon, (st_y(a.geom) + st_y(b.geom)) / 2 as lat
        from assets a join asset_classes c on c.code = a.class_code join assets b on st_dwithin(a.geom, b.geom, 0.0002) and b.id > a.id and b.owner_id <> a.owner_id
        join asset_classes d on d.code = b.class_code
        where c.is_well and d.is_well and a.district_code = ${acceptedIn} and b.district_code = ${acceptedIn} and a.status = 'intact' and b.status = 'intact'
          and not exists (select from incidents i where st_dwithin(i.geom, a.geom, 0.002))
        order by a.id, b.id limit 40`,
  );

/** A danger that lies with whoever cannot be sure, and for which somebody else is suggested to the dispatcher who has the page. */
export const aDangerToAccept = async (registry: Pool, desk: Page): Promise<{ id: string; ownerId: string }> => {
  for (const position of await placesBetween(registry)) {
    const sent = await fetch(`${address()}/api/v1/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `danger-${position.lon}-${position.lat}` },
      body: JSON.stringify({ kind: 'cover_missing', position, accuracyM: 20, text: '路上一个洞', channel: 'pin' }),
    });
    expect(sent.ok, await sent.clone().text()).toBe(true);
    const { number } = (await sent.json()) as { number: string };
    const id = await findOrderId(registry, number);
    const { suggestion }: Order = await (await desk.request.get(`/api/v1/orders/${id}`)).json();
    if (suggestion) return { id, ownerId: suggestion.unit.id };
  }
  throw new Error('in none of forty places is somebody suggested');
};
