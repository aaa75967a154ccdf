import type { Choices, Notice } from '#domain/contract/notices.ts';
import { type Addressee, type Channel, type HeldRole, heardActions, type NoticeKind, unitRoles } from '#domain/notices.ts';
import { affected, type Connection, oneRow, rows, sql } from '../../sql.ts';
import { named } from '../named.ts';

/** Tells the events' own trigger which actions somebody listens for: a webhook without a list hears every one. */
export const hearAgain = async (connection: Connection): Promise<void> => {
  await affected(connection, sql`select pg_advisory_xact_lock(hashtextextended('heard actions', 0))`);
  const chosen = await rows<{ kind: string }>(connection, sql`select distinct kind from notice_choices where channels <> '{}'`);
  const follows = await oneRow<{ classes: boolean }>(connection, sql`select exists (select from subscriptions where class_code is not null) as classes`);
  const noticed = heardActions(
    chosen.map(({ kind }) => kind),
    follows.classes,
  );
  await affected(connection, sql`delete from heard_actions`);
  await affected(
    connection,
    sql`insert into heard_actions (action) select unnest(case when actions = '{}' then '{*}' else actions end) from webhooks w
          where ended_at is null and (not subscribed_only or exists (select from subscriptions s where s.person_id = w.person_id and s.class_code is not null))
        union select unnest(${noticed}::text[])`,
  );
};

export interface Addressed {
  readonly eventId: string;
  readonly kind: NoticeKind;
  readonly to: readonly Addressee[];
}

export interface Recipient {
  readonly eventId: string;
  readonly orderId: string;
  readonly kind: NoticeKind;
  readonly personId: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly chosen: Channel[] | null;
}

/** Who is meant: people who act for a unit by their roles as these stand now, or the one person that an event names. */
export const listRecipients = (connection: Connection, asked: readonly Addressed[]): Promise<Recipient[]> =>
  rows(
    connection,
    sql`with asked as (select a."eventId" as event_id, a.kind, a."to" from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a ("eventId" bigint, kind text, "to" jsonb)),
        meant as (
          select asked.event_id, asked.kind, e.order_id, e.person_id as named, (e.details ->> 'crewId')::bigint as sent, array_remove(array[case when asked."to" ? 'unit' then e.unit_id end,
            case when asked."to" ? 'accountable' then o.unit_id end,
            case when asked."to" ? 'receiver' and not (e.action = 'return' and (e.unit_id is not distinct from e.details ->> 'decides'
              or exists (select from units u where u.id = e.unit_id and u.kind = 'centre' and u.place_code = o.street_code))) then e.unit_id end,
            case when asked."to" ? 'centre' then (select id from units u where u.kind = 'centre' and u.active and u.place_code = o.street_code) end,
            case when asked."to" ? 'district' then (select id from units u where u.kind = 'centre' and u.active and u.place_code = o.district_code) end,
            case when asked."to" ? 'payer' then (select l.unit_id from liability_cases l where l.id = (e.details ->> 'caseId')::bigint) end,
            case when asked."to" ? 'decider' then e.details ->> 'decides' end,
            case when asked."to" ? 'biller' then (select l.fallback_unit_id from liability_cases l where l.id = (e.details ->> 'caseId')::bigint) end], null) as unit_ids, asked."to",
            case when asked."to" ? 'agent' then array[o.street_code, o.district_code, (select code from city)] end as agents_of
          from asked join order_events e on e.id = asked.event_id join orders o on o.id = e.order_id)
        select distinct m.event_id, m.order_id, m.kind, p.id as person_id, p.email, p.mobile, c.channels as chosen
        from meant m join people p on p.active and ((m."to" ? 'person' and p.id = m.named) or (m."to" ? 'crew' and p.id = m.sent) or exists (
            select from person_roles r left join units u on u.kind = 'centre' and u.active and u.place_code = r.place_code
            where r.person_id = p.id and ((coalesce(r.unit_id, u.id) = any(m.unit_ids) and r.role = any(${unitRoles}))
              or (r.role = 'agent' and r.place_code = any(m.agents_of))
              or (m."to" ? 'administrator' and r.role = 'administrator'))))
          left join notice_choices c on c.person_id = p.id and c.kind = m.kind`,
  );

export interface NewNotice {
  readonly personId: string;
  readonly kind: NoticeKind;
  readonly eventId: string;
  readonly orderId: string;
  readonly onPage: boolean;
  readonly messages: readonly Channel[];
}

export const insertNotices = (connection: Connection, made: readonly NewNotice[], now: string): Promise<number> =>
  affected(
    connection,
    sql`with given as (select * from jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
            as n ("personId" bigint, kind text, "eventId" bigint, "orderId" bigint, "onPage" boolean, messages jsonb)),
        told as (insert into notices (person_id, kind, event_id, order_id, at, on_page)
          select "personId", kind, "eventId", "orderId", ${now}, "onPage" from given order by "eventId" on conflict do nothing returning id, person_id, kind, event_id)
        insert into messages (notice_id, channel, created_at, due_at)
        select told.id, channel, ${now}, ${now} from told join given on given."personId" = told.person_id and given.kind = told.kind and given."eventId" = told.event_id,
          jsonb_array_elements_text(given.messages) channel`,
  );

export type Reached = Pick<Recipient, 'personId' | 'email' | 'mobile' | 'chosen'>;

/** Whom a step of a public notice concerns: who registers at its well, or acts for a unit whose claim this step decided. */
export const listStepRecipients = (connection: Connection, stepId: string, kind: NoticeKind, to: readonly Addressee[]): Promise<Reached[]> =>
  rows(
    connection,
    sql`select p.id as person_id, p.email, p.mobile, c.channels as chosen
        from ownership_steps t join ownership_notices n on n.id = t.notice_id join assets a on a.id = n.asset_id
          join people p on p.active and p.id is distinct from t.person_id and exists (select from person_roles r where r.person_id = p.id and (
            (${to.includes('registrar')}::boolean and r.role = 'registrar' and r.place_code in (a.street_code, a.district_code, (select code from city)))
            or (${to.includes('claimant')}::boolean and r.role = 'clerk' and r.unit_id in (select q.unit_id from ownership_claims q where q.notice_id = n.id and q.decided_at = t.at))))
          left join notice_choices c on c.person_id = p.id and c.kind = ${kind}
        where t.id = ${stepId}`,
  );

export interface NewStepNotice {
  readonly personId: string;
  readonly onPage: boolean;
  readonly messages: readonly Channel[];
}

export const insertStepNotices = (connection: Connection, stepId: string, kind: NoticeKind, made: readonly NewStepNotice[], now: string): Promise<number> =>
  affected(
    connection,
    sql`with given as (select * from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as n ("personId" bigint, "onPage" boolean, messages jsonb)),
        told as (insert into notices (person_id, kind, step_id, at, on_page) select "personId", ${kind}, ${stepId}, ${now}, "onPage" from given
          on conflict do nothing returning id, person_id)
        insert into messages (notice_id, channel, created_at, due_at)
        select told.id, channel, ${now}, ${now} from told join given on given."personId" = told.person_id, jsonb_array_elements_text(given.messages) channel`,
  );

export const listNotices = async (connection: Connection, personId: string): Promise<{ notices: Notice[]; unread: number }> => {
  const { unread } = await oneRow<{ unread: number }>(
    connection,
    sql`select count(*)::integer as unread from (select 1 from notices where person_id = ${personId} and on_page and read_at is null limit 1000) n`,
  );
  const notices = await rows<Notice>(
    connection,
    sql`select n.id, n.kind, n.order_id, t.notice_id as public_notice_id, w.asset_id, case when u.id is not null then ${named(sql`u`)} end as unit, e.to_state as state, n.at, n.read_at
        from notices n left join ownership_steps t on t.id = n.step_id left join ownership_notices w on w.id = t.notice_id
          left join units u on u.id = t.unit_id and t.step = 'claim' left join order_events e on e.id = n.event_id
        where n.person_id = ${personId} and n.on_page order by n.id desc limit 50`,
  );
  return { notices, unread };
};

export const markRead = (connection: Connection, personId: string, upTo: string, now: string): Promise<number> =>
  affected(connection, sql`update notices set read_at = ${now} where person_id = ${personId} and on_page and read_at is null and id <= ${upTo}`);

export interface OwnChoices extends Omit<Choices, 'choices'> {
  readonly chosen: { readonly kind: NoticeKind; readonly channels: Channel[] }[];
  readonly held: HeldRole[];
}

export const getChoices = (connection: Connection, personId: string): Promise<OwnChoices> =>
  oneRow(
    connection,
    sql`select email, mobile, language, (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'channels', channels)), '[]') from notice_choices c where c.person_id = p.id) as chosen,
          (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'centre', l.kind)), '[]') from person_roles r left join units u on u.id = r.unit_id and u.kind = 'centre'
            left join places l on l.code = coalesce(r.place_code, u.place_code) where r.person_id = p.id) as held
        from people p where id = ${personId}`,
  );

export const saveChoices = async (connection: Connection, personId: string, { email, mobile, language, choices }: Choices): Promise<void> => {
  await affected(connection, sql`update people set email = ${email}, mobile = ${mobile}, language = ${language} where id = ${personId}`);
  const each = [...new Map(choices.map((choice) => [choice.kind, choice])).values()]; // of one kind named twice the last word
  await affected(
    connection,
    sql`insert into notice_choices (person_id, kind, channels)
        select ${personId}, c.kind, array(select jsonb_array_elements_text(c.channels)) from jsonb_to_recordset(${JSON.stringify(each)}::jsonb) as c (kind text, channels jsonb)
        on conflict (person_id, kind) do update set channels = excluded.channels`,
  );
  await hearAgain(connection);
};
