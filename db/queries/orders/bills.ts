import type { BilledCase } from '#domain/liability-bill.ts';
import { type Connection, rows, sql } from '../../sql.ts';
import { withMaskedPlaces } from '../masked-places.ts';
import { named } from '../named.ts';
import { isTakenBack } from './last-acts.ts';

type Billed = 'billFen' | 'billNote' | 'billedAt';

/** A case as its bill tells it, before it is billed as well. */
export type BillRow = Omit<BilledCase, Billed> & { readonly [K in Billed]: BilledCase[K] | null };

/** All that a bill says; undefined where there is no such case. @param actions the steps that are told */
export const findBill = async (connection: Connection, caseId: string, actions: readonly string[]): Promise<BillRow | undefined> => {
  const found = await rows<BillRow>(
    connection,
    sql`select l.id as case_id, l.order_id, ${named(sql`u`)} as unit, u.phone as unit_phone, ${named(sql`f`)} as fallback_unit, f.phone as fallback_phone,
          case when c.id is not null then ${named(sql`c`)} end as centre, c.phone as centre_phone, l.reason, l.opened_at, o.opened_at as order_opened_at, ${named(sql`k`)} as kind,
          o.asset_id, case when ac.code is not null then ${named(sql`ac`)} end as asset_class, i.address, case when r.id is not null then ${named(sql`r`)} end as road, ${named(sql`d`)} as district, ${named(sql`s`)} as street,
          jsonb_build_object('lon', ST_X(i.geom), 'lat', ST_Y(i.geom)) as position, o.made_up as is_made_up, l.bill_fen::float8 as bill_fen, l.bill_note, l.billed_at,
          case when b.id is not null then ${named(sql`b`)} end as billed_by, l.settled_at, l.outcome, l.settlement,
          coalesce((select jsonb_agg(jsonb_build_object('at', e.at, 'action', e.action, 'note', e.note, 'because', e.details -> 'because', 'person', case when p.id is not null then ${named(sql`p`)} end) order by e.id)
            from order_events e left join people p on p.id = e.person_id where e.order_id = l.order_id and e.at >= l.opened_at and e.action = any(${actions}::text[]) and not ${isTakenBack}), '[]') as steps
        from liability_cases l join orders o on o.id = l.order_id join incidents i on i.id = o.incident_id join units u on u.id = l.unit_id join units f on f.id = l.fallback_unit_id
          join problem_kinds k on k.code = o.problem_kind join places d on d.code = o.district_code join places s on s.code = o.street_code
          left join units c on c.kind = 'centre' and c.active and c.place_code = o.district_code left join people b on b.id = l.billed_by
          left join assets a on a.id = o.asset_id left join asset_classes ac on ac.code = a.class_code left join roads r on r.id = a.road_id
        where l.id = ${caseId}`,
  );
  return withMaskedPlaces(found)[0];
};
