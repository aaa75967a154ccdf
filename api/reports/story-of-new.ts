import type { ReportStory } from '#domain/contract/reports.ts';
import type { Opened } from '../open-order.ts';
import { storyOf } from '../tell-story.ts';
import type { Ready } from './sent-report.ts';

/**
 * The story of a report that opened its order a moment ago, told out of what was just written: read again it cost the database a tenth of the
 * report. Null where something of it is known to the database alone: it joined an order, brought photos, or went to a unit of this minute.
 */
export const storyOfNew = ({ vocabulary: { units }, number, opening, contact }: Ready, opened: Opened): ReportStory | null => {
  const { matched, kind, deadlines, hearsay, photoIds, receivedAt, now } = opening;
  const unit = units.find(({ id }) => id === opened.unitId)?.name;
  if (opened.joined || photoIds.length > 0 || unit === undefined) return null;
  const dueAt = (wanted: string) => deadlines.find(({ clock }) => clock === wanted)?.dueAt ?? null;
  const row = {
    reportId: '', // asked of photos alone
    orderId: opened.orderId,
    number,
    kindCode: kind.code,
    kindName: kind.name,
    isEmergency: kind.isEmergency || hearsay.someoneHurt,
    isErased: false,
    state: opened.state,
    isHazard: opened.isHazard,
    position: { lon: matched.point.lon, lat: matched.point.lat },
    address: matched.address ?? opened.assetAddress ?? null,
    street: matched.place.streetName,
    district: matched.place.districtName,
    text: matched.text,
    unit,
    receivedAt,
    contactDueAt: dueAt('contact'),
    contactedAt: null,
    hasContact: contact !== null,
    closeDueAt: dueAt('close'),
    hazardDueAt: dueAt('hazard'),
    recheckDueAt: null,
    reply: null,
    resumesOn: null,
    additions: [],
    judged: null,
  };
  const event = { at: now, state: opened.state, words: null };
  return storyOf(
    row,
    [],
    [
      { ...event, action: 'receive', unit: null },
      { ...event, action: 'dispatch', unit },
    ],
  );
};
