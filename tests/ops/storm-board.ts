import { rows, sql } from '#db/sql.ts';
import type { OrderState, Point } from '#domain/contract/terms.ts';
import type { Storm } from './storm-clients.ts';

export interface Drawn extends Point {
  readonly id: string;
  readonly state: OrderState;
  readonly isOver: boolean;
  /** The usernames of its unit's people, and of those who stand over its place. */
  readonly own: readonly string[];
  readonly above: readonly string[];
}

export interface UnitThere {
  readonly id: string;
  readonly kind: string;
  readonly placeCode: string;
  readonly parentId: string | null;
}

export interface Board {
  readonly orders: readonly Drawn[];
  readonly units: readonly UnitThere[];
  /** Reports' numbers, the latest first; and those of which the work is done. */
  readonly numbers: readonly string[];
  readonly done: readonly string[];
  /** Calls that nobody answered yet. */
  readonly calls: readonly { readonly id: string; readonly username: string }[];
}

/** Who was invited and never came can be named and called, and does nothing. */
const isHere = sql`p.password_hash <> ''`;

const look = async ({ pool }: Storm): Promise<Board> => {
  const orders = await rows<Drawn>(
    pool,
    sql`with latest as (
          (select * from orders where state not in ('closed', 'void', 'merged') order by id desc limit 40)
          union all (select * from orders where state in ('closed', 'void', 'merged') order by closed_at desc limit 20))
        select o.id, o.state, o.state in ('closed', 'void', 'merged') as is_over, st_x(i.geom) as lon, st_y(i.geom) as lat,
          array(select distinct p.username from person_roles r join people p on p.id = r.person_id join units u on u.id = o.unit_id
            where ${isHere} and r.role in ('dispatcher', 'clerk', 'crew') and (r.unit_id = u.id or u.kind = 'centre' and r.place_code = u.place_code)) as own,
          array(select distinct p.username from person_roles r join people p on p.id = r.person_id
            where ${isHere} and r.role in ('dispatcher', 'supervisor', 'leader', 'agent') and r.place_code in (o.district_code, o.street_code, (select code from city))) as above
        from latest o join incidents i on i.id = o.incident_id order by o.id desc`,
  );
  const units = await rows<UnitThere>(pool, sql`select id, kind, place_code, parent_id from units where active`);
  const numbers = await rows<{ number: string }>(pool, sql`select number from reports order by id desc limit 60`);
  const done = await rows<{ number: string }>(
    pool,
    sql`select r.number from reports r join orders o on o.incident_id = r.incident_id where o.state in ('resolved', 'checked', 'called_back', 'closed') order by o.id desc limit 30`,
  );
  const calls = await rows<{ id: string; username: string }>(
    pool,
    sql`select c.id, p.username from calls c join people p on p.id = c.person_id and ${isHere} where c.ended_at is null and c.acknowledged_at is null order by c.id desc limit 20`,
  );
  return { orders, units, numbers: numbers.map(({ number }) => number), done: done.map(({ number }) => number), calls };
};

const staysMs = 250;
const seen = new WeakMap<Storm, { readonly at: number; readonly board: Promise<Board> }>();

/** What there is to do, at most a quarter of a second old: all look at one. */
export const boardOf = (storm: Storm): Promise<Board> => {
  const last = seen.get(storm);
  if (last && Date.now() - last.at < staysMs) return last.board;
  const board = look(storm);
  seen.set(storm, { at: Date.now(), board });
  return board;
};
