import type { KindRow, Vocabulary } from '#db/queries/places/vocabulary.ts';
import { ruleSetAt } from '#domain/apply-rules.ts';
import { decideDeadlines } from '#domain/clocks.ts';
import type { ReportRequest } from '#domain/contract/reports.ts';
import { decideDispatch } from '#domain/dispatch.ts';
import { localTime } from '#domain/local-time.ts';
import { endedUnits } from '#domain/place-units.ts';
import { clocksOf } from './clock-settings.ts';
import type { MatchedReport } from './match-report.ts';
import type { Opening } from './open-order.ts';
import { unitsAt } from './place-of.ts';

interface Asked {
  readonly vocabulary: Vocabulary;
  readonly matched: MatchedReport;
  readonly kind: KindRow;
  readonly body: ReportRequest;
  readonly contact: { readonly phone: string | null } | null;
  readonly channel: Opening['hearsay']['channel'];
  readonly lineKey?: Buffer | null;
  readonly now: string;
  /** When its caller told of it, from which its clocks count; a report that arrives does so now. */
  readonly receivedAt?: string;
  /** Photos that it brought before. */
  readonly photoCount?: number;
}

/** Who gets it and by when. Someone hurt makes any matter a danger; who left no contact can be promised no call. */
export const decideOpening = ({ vocabulary, matched, kind, body, contact, channel, lineKey = null, now, receivedAt = now, photoCount }: Asked): Opening => {
  const { place, result, plateAsset, pickedAsset } = matched;
  const isHazard = kind.isHazard || body.someoneHurt === true;
  const decision = decideDispatch(
    {
      kind,
      isHazard,
      match: body.notListed === true ? null : result,
      picked: pickedAsset,
      plateAsset,
      place: { districtCode: place.districtCode, streetCode: place.streetCode },
      time: localTime(now, vocabulary.city.timeZone).slice(0, 5),
      units: unitsAt(place),
      endedUnits: endedUnits(vocabulary.units),
    },
    ruleSetAt(vocabulary.ruleSets, now) ?? { version: 0, rules: [] },
  );
  const clocks = decideDeadlines({ isHazard, settlement: place.settlement, receivedAt, ...clocksOf(vocabulary) });
  const deadlines = clocks.filter((d) => d.clock !== 'contact' || contact !== null);
  const hearsay = {
    channel,
    hasContact: contact !== null,
    photoCount: photoCount ?? body.photoIds?.length ?? 0,
    someoneHurt: body.someoneHurt === true,
    phone: contact?.phone ?? null,
    lineKey,
  };
  const asset = [plateAsset, pickedAsset, ...result.candidates.map((c) => c.asset)].find((a) => a !== null && a.id === decision.assetId);
  return {
    matched,
    kind,
    isHazard,
    decision,
    deadlines,
    point: asset ? { lon: asset.lon, lat: asset.lat } : matched.point,
    photoIds: body.photoIds ?? [],
    now,
    receivedAt,
    hearsay,
  };
};
