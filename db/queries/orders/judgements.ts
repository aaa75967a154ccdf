import type { Grade } from '#domain/contract/terms.ts';
import { judging, noWords } from '#domain/judged-words.ts';
import type { Grades } from '#domain/order-conditions.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';

export interface NewJudgement {
  readonly orderId: string;
  readonly reportId: string;
  readonly at: string;
  /** Who called back; null: the caller by themselves. */
  readonly personId: string | null;
  readonly solved: boolean;
  readonly grades: Grades | undefined;
}

export const insertJudgement = (connection: Connection, j: NewJudgement): Promise<number> =>
  affected(
    connection,
    sql`insert into judgements (order_id, report_id, at, person_id, solved, speed, manner, outcome)
        values (${j.orderId}, ${j.reportId}, ${j.at}, ${j.personId}, ${j.solved}, ${j.grades?.speed ?? null}, ${j.grades?.manner ?? null}, ${j.grades?.outcome ?? null})`,
  );

export interface JudgementRow {
  readonly speed: Grade | null;
  readonly manner: Grade | null;
  readonly outcome: Grade | null;
  readonly reportId: string;
  readonly at: string;
  readonly byCaller: boolean;
  readonly solved: boolean;
  /** What was said with it: by the caller in their words, else by who called them. Erased with the order's other words. */
  readonly note: string | null;
}

/** What the callers of an order judged, the first one first. Their words stand in the event of the act that judged. */
export const listJudgements = (connection: Connection, orderId: string): Promise<JudgementRow[]> =>
  rows(
    connection,
    sql`select j.report_id, j.at, j.person_id is null as by_caller, j.solved, j.speed, j.manner, j.outcome,
          (select nullif(e.note, ${noWords}) from order_events e where e.order_id = j.order_id and e.at = j.at and e.action = any(${judging})
             and e.person_id is not distinct from j.person_id and coalesce(e.details ->> 'reportId', j.report_id::text) = j.report_id::text order by e.id desc limit 1) as note
        from judgements j where j.order_id = ${orderId} order by j.id`,
  );

/** The order of a report and the report itself, by the number that its caller holds. */
export const findReportOfNumber = (connection: Connection, number: string): Promise<{ reportId: string; orderId: string } | undefined> =>
  firstRow(
    connection,
    sql`select r.id as report_id, o.id as order_id from reports r join orders o on o.incident_id = r.incident_id where r.number = ${number}`,
  );

/** The reports of an order's incident. */
export const listReportIds = async (connection: Connection, orderId: string): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      connection,
      sql`select r.id from orders o join reports r on r.incident_id = o.incident_id where o.id = ${orderId} order by r.received_at, r.id`,
    )
  ).map(({ id }) => id);

/** How often the caller of a report said by themselves that it is not solved, before what they say now. */
export const countNotSolved = async (connection: Connection, reportId: string): Promise<number> =>
  Math.max(
    0,
    (
      await oneRow<{ said: number }>(
        connection,
        sql`select count(*)::integer as said from judgements where report_id = ${reportId} and person_id is null and not solved`,
      )
    ).said - 1,
  );
