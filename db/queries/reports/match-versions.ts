import type { Answer, Point } from '#domain/contract/terms.ts';
import type { AddressPoint, HeardLately } from '#domain/match/observation.ts';
import { type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { heirsOfUnits } from '../network/heirs.ts';

export interface MatchVersion {
  readonly id: string;
  readonly priors: unknown;
}

/** What is believed now; undefined before the first calibration. */
export const findMatchVersion = (connection: Connection): Promise<MatchVersion | undefined> =>
  firstRow(connection, sql`select id, priors from match_versions where is_used order by id desc limit 1`);

export const insertMatchVersion = async (
  connection: Connection,
  version: { readonly madeAt: string; readonly priors: unknown; readonly summary: unknown; readonly isUsed: boolean },
): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    connection,
    sql`insert into match_versions (made_at, priors, summary, is_used)
        values (${version.madeAt}, ${JSON.stringify(version.priors)}::jsonb, ${JSON.stringify(version.summary)}::jsonb, ${version.isUsed}) returning id`,
  );
  return id;
};

const calibrationKey = sql`hashtextextended('calibration of ' || current_schema(), 0)`;

/** One calibration at a time learns in a city: a second would be judged against the version that the first is about to replace. Lasts as long as its connection. */
export const holdCalibration = async (connection: Connection): Promise<boolean> =>
  (await oneRow<{ held: boolean }>(connection, sql`select pg_try_advisory_lock(${calibrationKey}) as held`)).held;

export const releaseCalibration = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select pg_advisory_unlock(${calibrationKey})`);
};

/** What matching saw of a report, apart from its words. */
export interface MatchSeen {
  readonly position: Point | null;
  readonly accuracyM: number | null;
  readonly addressPoint: AddressPoint | null;
  readonly photoPoint?: AddressPoint | undefined;
  /** What could be read of a plate, and the assets of numbers a slip away from it that were weighed too, some of which bear a merged one's. */
  readonly plateRead?: string | undefined;
  readonly named?: readonly string[] | undefined;
  readonly bearing?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly answers?: readonly Answer[] | undefined;
  /** What was told of in the last hours, as it was heard then. */
  readonly lately?: HeardLately | undefined;
  /** Of which class it was believed by all but that, in shares: what later reports hear of it. */
  readonly told?: Readonly<Record<string, number>> | undefined;
}

export interface SettledReportRow {
  readonly id: string;
  readonly incidentId: string;
  readonly kindCode: string;
  readonly text: string;
  readonly address: string | null;
  readonly seen: MatchSeen;
  /** The asset that the person picked, or whose plate was read: never the one that matching guessed. */
  readonly assetId: string | null;
  /** Its report named an asset itself, by a plate or on the map. */
  readonly isNamed: boolean;
  /** Of which class it was, where somebody chose its asset since: as `listPastHours` tells what was found. */
  readonly foundClass: string | null;
  /** Who did the work, or follows them since, where that is an owner of assets and not a handling centre; whose it is where a unit that keeps it by agreement did. */
  readonly unitId: string | null;
  readonly isVoid: boolean;
  readonly receivedAt: string;
}

const seen = sql`coalesce(r.match_seen, jsonb_build_object('position', case when r.channel in ('pin', 'api') then jsonb_build_object('lon', ST_X(r.geom), 'lat', ST_Y(r.geom)) end,
            'accuracyM', r.accuracy_m, 'addressPoint', null))`;

/**
 * Reports whose orders were settled, newest first; none of a made-up past, and none that was answered where nobody had been: its unit is whom matching chose.
 * What came before `match_seen` was kept is taken as a pin. One that told no place (a plate alone) has nothing around it to be weighed against; of one whose words
 * were erased the place that is left may be an address's or its asset's own, and no pin: neither teaches.
 */
export const listSettledReports = (connection: Connection, most: number): Promise<SettledReportRow[]> =>
  rows(
    connection,
    sql`with heirs as materialized ${heirsOfUnits(sql`true`)}
        select r.id, r.incident_id, r.problem_kind as kind_code, r.text, r.address,
          case when o.asset_chosen_at is null then coalesce(r.picked_asset_id, r.plate) else o.asset_id end as asset_id,
          coalesce(r.picked_asset_id, r.plate) is not null as is_named, a.class_code as found_class,
          case when u.kind <> 'centre' then coalesce(kept.owner_id, h.heir, u.id) end as unit_id, o.state = 'void' as is_void,
          ${seen} as seen, r.received_at
        from orders o join reports r on r.incident_id = o.incident_id join units u on u.id = o.unit_id left join heirs h on h.id = u.id
          left join assets kept on kept.id = o.asset_id and kept.maintainer_id = coalesce(h.heir, u.id)
          left join assets a on a.id = o.asset_id and o.state = 'closed' and o.asset_chosen_at is not null
        where o.state in ('closed', 'void') and not o.made_up and r.erased_at is null
          and case when r.match_seen is null then r.channel in ('pin', 'api')
            else coalesce(r.match_seen ->> 'position', r.match_seen ->> 'addressPoint', r.match_seen ->> 'photoPoint') is not null end
          and not exists (select from order_events e where e.order_id = o.id and e.action = 'answer')
        order by r.id desc limit ${most}`,
  );

/** A report with all that its answer came from, and the answer as it was given. */
export interface AnsweredReportRow {
  readonly number: string;
  readonly receivedAt: string;
  readonly kindCode: string;
  readonly text: string;
  readonly address: string | null;
  readonly plate: string | null;
  readonly pickedAssetId: string | null;
  /** Within so many metres it was looked for around the asset that was picked, where nothing else said where. */
  readonly accuracyM: number;
  /** Its words were erased since: a replay hears less than was said. */
  readonly isErased: boolean;
  readonly seen: MatchSeen;
  readonly version: string | null;
  readonly priors: unknown;
  readonly candidates: readonly { readonly assetId: string | null; readonly isNothing?: boolean; readonly probability: number }[];
}

export const findAnsweredReport = (connection: Connection, number: string): Promise<AnsweredReportRow | undefined> =>
  firstRow(
    connection,
    sql`select r.number, r.received_at, r.problem_kind as kind_code, r.text, r.address, r.plate, r.picked_asset_id, r.accuracy_m, r.erased_at is not null as is_erased, ${seen} as seen,
          r.match_version as version, v.priors, r.match_candidates as candidates
        from reports r left join match_versions v on v.id = r.match_version where r.number = ${number}`,
  );
