import type { Point } from '#domain/contract/terms.ts';
import { sql } from '../../sql.ts';
import { isLastActStanding, lastActBy } from './last-acts.ts';

/** What of an order says which moves make sense, and to whom. */
export interface OrderFactsRow {
  readonly isHazard: boolean;
  readonly districtCode: string;
  readonly streetCode: string;
  /** Units with an open assignment of any part. */
  readonly unitIds: readonly string[];
  /** Those of them that are its fallback. */
  readonly fallbackUnitIds: readonly string[];
  /** Those of them that go to it as a danger though it is not theirs: whose people were called, and the likeliest owner, who begins at once. */
  readonly calledUnitIds: readonly string[];
  readonly arrivedAt: string | null;
  readonly timeAskedAt: string | null;
  readonly timeAskedBy: string | null;
  readonly timeGrantedAt: string | null;
  readonly pauseAskedAt: string | null;
  readonly pauseAskedBy: string | null;
  /** Local date: asked for, or until when it is paused. */
  readonly resumesOn: string | null;
  readonly supervisedAt: string | null;
  readonly docketedAt: string | null;
  /** Whether any of its callers left a contact that is still kept, and whether one of them waits to be contacted. */
  readonly hasContact: boolean;
  readonly isCallerWaiting: boolean;
  readonly hasSeveralReports: boolean;
  /** Whether it may be one with another open order, and nobody has said so or otherwise. */
  readonly isJoinOffered: boolean;
  /** Whether the order that it is part of was not moved on since. */
  readonly didNothingFollow: boolean;
  /** Who did the last act that could be taken back, and whether nothing followed it but steps that were taken back. */
  readonly lastActBy: string | null;
  readonly isLastActStanding: boolean;
  /** Of its incident. */
  readonly position: Point;
}

/** Whether another order that is under way may be the same hole, and nobody has said so or otherwise; stands in a query that has `orders o`. */
export const isJoinOffered = sql`(exists (select from join_offers f join orders x on x.id = f.other_order_id where f.order_id = o.id and f.answered_at is null and x.state in ('dispatched', 'signed', 'contacted', 'in_progress'))
  or exists (select from join_offers f join orders x on x.id = f.order_id where f.other_order_id = o.id and f.answered_at is null and x.state in ('dispatched', 'signed', 'contacted', 'in_progress')))`;

/** Told because they are to go there; stands in a query that has `orders o`. */
export const calledUnitIds = sql`array(select t.unit_id from assignments t where t.order_id = o.id and t.ended_at is null and
  (t.reason ->> 'code' in ('informed-called', 'informed-likeliest-owner') or exists (select from calls c where c.order_id = o.id and c.unit_id = t.unit_id))) as called_unit_ids`;

/** The columns of OrderFactsRow; stands in a query that has `orders o`. */
export const orderFactColumns = sql`o.is_hazard, o.district_code, o.street_code,
  array(select t.unit_id from assignments t where t.order_id = o.id and t.ended_at is null) as unit_ids,
  array(select t.unit_id from assignments t where t.order_id = o.id and t.part = 'fallback' and t.ended_at is null) as fallback_unit_ids, ${calledUnitIds},
  o.arrived_at, o.time_asked_at, o.time_asked_by, o.time_granted_at, o.pause_asked_at, o.pause_asked_by, o.resumes_on, o.supervised_at, o.docketed_at,
  exists (select from reports r join report_contacts c on c.report_id = r.id where r.incident_id = o.incident_id and c.erased_at is null) as has_contact,
  exists (select from deadlines w where w.order_id = o.id and w.clock = 'contact' and w.met_at is null and w.ended_at is null) as is_caller_waiting,
  exists (select from reports r where r.incident_id = o.incident_id offset 1) as has_several_reports,
  ${isJoinOffered} as is_join_offered,
  exists (select from orders b where b.id = o.merged_into and b.version = (o.merged_how ->> 'version')::integer and b.state not in ('closed', 'void', 'merged')) as did_nothing_follow,
  ${lastActBy} as last_act_by, ${isLastActStanding} as is_last_act_standing,
  (select jsonb_build_object('lon', ST_X(i.geom), 'lat', ST_Y(i.geom)) from incidents i where i.id = o.incident_id) as position`;
