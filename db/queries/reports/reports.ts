import type { Grade, Name, OrderState, Point } from '#domain/contract/terms.ts';
import { judging, noWords } from '#domain/judged-words.ts';
import type { PackedLikely } from '#domain/repeat/telling.ts';
import { affected, type Connection, firstRow, measurable, rows, sql } from '../../sql.ts';
import { type NewDeadline, orderDueColumns } from '../orders/deadlines.ts';
import { isTakenBack, neverWas } from '../orders/last-acts.ts';
import type { MatchSeen } from './match-versions.ts';

/** Makes reports of one key wait for each other: held to the end of the transaction. */
export const lockReportKey = (connection: Connection, key: string): Promise<number> => lockReportKeys(connection, [key]);

/** The same of several, in one order for everybody. */
export const lockReportKeys = (connection: Connection, keys: readonly string[]): Promise<number> =>
  affected(connection, sql`select pg_advisory_xact_lock(hashtextextended('report key ' || key, 0)) from unnest(${[...keys].sort()}::text[]) key`);

export interface KnownReport {
  readonly key: string;
  readonly number: string;
  readonly bodyHash: Buffer;
}

export const findReportsByKeys = (connection: Connection, keys: readonly string[]): Promise<KnownReport[]> =>
  rows(connection, sql`select idempotency_key as key, number, body_hash from reports where idempotency_key = any (${[...keys]})`);

export interface NewReport {
  readonly number: string;
  readonly incidentId: string;
  readonly channel: 'pin' | 'plate' | 'hotline' | 'api';
  readonly kind: string;
  readonly point: Point;
  readonly accuracyM: number;
  readonly datum: string;
  readonly text: string;
  readonly address: string | null;
  readonly plate: string | null;
  readonly someoneHurt: boolean;
  readonly pickedAssetId: string | null;
  readonly candidates: readonly unknown[];
  /** The likeliest owners, each with its share. */
  readonly owners: readonly { readonly unitId: string; readonly probability: number }[];
  /** What of them tells which hole is meant. */
  readonly likely: readonly PackedLikely[];
  readonly matchVersion: string | null;
  readonly matchSeen: MatchSeen;
  readonly key: string;
  readonly bodyHash: Buffer;
  readonly takenBy: string | null;
  readonly receivedAt: string;
  /** Of whoever told of a danger from the street; null: not kept. */
  readonly lineKey: Buffer | null;
}

/** Whoever can be called back. */
export interface NewContact {
  readonly name: string | null;
  readonly phone: string | null;
}

/** A report with what is kept apart from it. */
export interface ReportWithCaller {
  readonly report: NewReport;
  /** Where it can be erased; null: nobody can be called back. */
  readonly contact: NewContact | null;
  /** Of the caller's first contact; null: none is promised. */
  readonly clock: (Pick<NewDeadline, 'startedAt' | 'dueAt' | 'reason'> & { readonly orderId: string }) | null;
}

const rowOf = ({ report, contact, clock }: ReportWithCaller) => ({
  ...report,
  ...report.point,
  accuracyM: measurable(report.accuracyM),
  bodyHash: report.bodyHash.toString('hex'),
  lineKey: report.lineKey?.toString('hex') ?? null,
  contacts: contact ? [contact] : [],
  clocks: clock ? [clock] : [],
});

/** @returns their ids, in no order */
export const insertReports = async (connection: Connection, reports: readonly ReportWithCaller[]): Promise<string[]> => {
  const made = await rows<{ id: string }>(
    connection,
    sql`with given as materialized (
          select * from jsonb_to_recordset(${JSON.stringify(reports.map(rowOf))}::jsonb) as r (number text, "incidentId" bigint, channel text, kind text, lon float8, lat float8,
            "accuracyM" real, datum text, text text, address text, plate text, "someoneHurt" boolean, "pickedAssetId" text, candidates jsonb, owners jsonb, likely json, "matchVersion" bigint,
            "matchSeen" jsonb, key text, "bodyHash" text, "takenBy" bigint, "receivedAt" timestamptz, "lineKey" text, contacts jsonb, clocks jsonb)),
        taken as (
          insert into reports (number, incident_id, channel, problem_kind, geom, accuracy_m, datum, text, address, plate, someone_hurt, picked_asset_id,
            match_candidates, match_owners, match_likely, match_version, match_seen, idempotency_key, body_hash, taken_by, received_at, sender)
          select number, "incidentId", channel, kind, ST_SetSRID(ST_MakePoint(lon, lat), 4326), "accuracyM", datum, text, address, plate, "someoneHurt", "pickedAssetId",
            candidates, owners, likely, "matchVersion", "matchSeen", key, decode("bodyHash", 'hex'), "takenBy", "receivedAt", sender_of(decode("lineKey", 'hex'), number)
          from given returning id, number),
        told as (
          insert into report_contacts (report_id, name, phone)
          select t.id, c.name, c.phone from taken t join given g using (number), jsonb_to_recordset(g.contacts) as c (name text, phone text)),
        waits as (
          insert into deadlines (order_id, clock, started_at, due_at, reason, report_id)
          select c."orderId", 'contact', c."startedAt", c."dueAt", c.reason, t.id
          from taken t join given g using (number), jsonb_to_recordset(g.clocks) as c ("orderId" bigint, "startedAt" timestamptz, "dueAt" timestamptz, reason jsonb))
        select id from taken`,
  );
  return made.map(({ id }) => id);
};

/** The report's order, for whoever watches it. */
export const findOrderIdOfReport = (connection: Connection, number: string): Promise<{ orderId: string } | undefined> =>
  firstRow(connection, sql`select o.id as order_id from reports r join orders o on o.incident_id = r.incident_id where r.number = ${number}`);

export interface StoryRow {
  readonly reportId: string;
  readonly orderId: string;
  readonly number: string;
  readonly kindCode: string;
  readonly kindName: Name;
  readonly isEmergency: boolean;
  readonly isErased: boolean;
  readonly state: OrderState;
  readonly isHazard: boolean;
  readonly position: Point;
  readonly address: string | null;
  readonly street: Name;
  readonly district: Name;
  readonly text: string;
  readonly unit: Name;
  readonly receivedAt: string;
  readonly contactDueAt: string | null;
  readonly contactedAt: string | null;
  readonly hasContact: boolean;
  readonly closeDueAt: string | null;
  readonly hazardDueAt: string | null;
  readonly recheckDueAt: string | null;
  readonly reply: string | null;
  readonly resumesOn: string | null;
  readonly additions: readonly { readonly id: string; readonly at: string; readonly text: string }[];
  readonly judged: {
    readonly at: string;
    readonly solved: boolean;
    readonly speed: Grade | null;
    readonly manner: Grade | null;
    readonly outcome: Grade | null;
  } | null;
}

/**
 * What a report's holder sees of it, without photos and events, and nothing that another caller of the same incident wrote;
 * undefined for a number nobody was given.
 */
export const findStory = (connection: Connection, number: string): Promise<StoryRow | undefined> =>
  firstRow(
    connection,
    sql`select r.id as report_id, o.id as order_id, r.number, k.code as kind_code, jsonb_build_object('zh', k.name, 'en', k.name_en) as kind_name,
          (k.is_emergency or r.someone_hurt) as is_emergency, r.erased_at is not null as is_erased, o.state, o.is_hazard, jsonb_build_object('lon', ST_X(r.geom), 'lat', ST_Y(r.geom)) as position,
          coalesce(r.address, a.address) as address, jsonb_build_object('zh', s.name, 'en', coalesce(s.name_en, s.name)) as street,
          jsonb_build_object('zh', d.name, 'en', coalesce(d.name_en, d.name)) as district, r.text, jsonb_build_object('zh', u.name, 'en', u.name_en) as unit,
          r.received_at, o.reply, case when o.state = 'paused' then o.resumes_on end as resumes_on,
          (select jsonb_build_object('at', to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'solved', j.solved, 'speed', j.speed, 'manner', j.manner, 'outcome', j.outcome)
            from judgements j where j.report_id = r.id order by j.id desc limit 1) as judged,
          (select coalesce(jsonb_agg(jsonb_build_object('id', a.id::text, 'at', to_char(a.added_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'text', a.text) order by a.id), '[]')
            from report_additions a where a.report_id = r.id) as additions,
          own.due_at as contact_due_at, own.met_at as contacted_at, c.report_id is not null as has_contact,
          ${orderDueColumns}
        from reports r join incidents i on i.id = r.incident_id join orders o on o.incident_id = i.id join problem_kinds k on k.code = r.problem_kind
          join places s on s.code = o.street_code join places d on d.code = o.district_code join units u on u.id = o.unit_id
          left join assets a on a.id = i.asset_id left join report_contacts c on c.report_id = r.id and c.erased_at is null
          left join deadlines own on own.order_id = o.id and own.clock = 'contact' and own.report_id = r.id and own.ended_at is null
        where r.number = ${number}`,
  );

export interface StoryEventRow {
  readonly at: string;
  readonly action: string;
  readonly state: OrderState;
  readonly unit: Name | null;
  readonly words: string | null;
}

/**
 * What happened to a report's order since it was opened, without persons, and without notes but the caller's own; before it moved to that one, at the order it was of. @param actions those that are a citizen's to know
 * @param ofOne those of them that are one caller's own: of another caller they are not told
 */
export const listStoryEvents = (
  connection: Connection,
  { orderId, reportId }: { orderId: string; reportId: string },
  { actions, ofOne }: { actions: readonly string[]; ofOne: readonly string[] },
): Promise<StoryEventRow[]> =>
  rows(
    connection,
    sql`with moves as (select id, from_order_id, after_event_id, lag(after_event_id, 1, 0::bigint) over (order by id) as since from report_moves where report_id = ${reportId}),
          stays as (
            select from_order_id as order_id, since, after_event_id as until from moves
            union all select ${orderId}::bigint, coalesce((select max(after_event_id) from moves), 0), 9223372036854775807)
        select e.at, e.action, e.to_state as state, case when u.id is not null then jsonb_build_object('zh', u.name, 'en', u.name_en) end as unit,
          case when e.person_id is null and e.action = any(${judging}) and e.details ->> 'reportId' = ${reportId} then nullif(e.note, ${noWords}) end as words
        from stays s join order_events e on e.order_id = s.order_id and e.id > s.since and e.id <= s.until left join units u on u.id = e.unit_id
        where e.action = any(${actions}) and not ${isTakenBack} and not ${neverWas}
          and not (e.action = any(${ofOne}) and coalesce(e.details ->> 'reportId', ${reportId}) <> ${reportId}) order by e.id`,
  );

/** Forgets from where reports came. */
export const forgetSenders = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`update reports set sender = null where sender is not null and received_at < ${before}`);
