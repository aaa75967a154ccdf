import { type ClaimRow, listClaimPhotos, listClaims, listSteps, type NoticeRow } from '#db/queries/assets/ownership-notices.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { covers, reachOf } from '#domain/access.ts';
import type { OwnershipNotice, PublicNotice } from '#domain/contract/ownership-notices.ts';
import { localDate } from '#domain/local-time.ts';
import { mayAssignAfter } from '#domain/ownership-notice.ts';
import type { Person } from '../app-type.ts';

/** What everybody may read: of a sensitive class not even what it is, and of no well its number or its spot. */
export const publicOf = (row: NoticeRow): PublicNotice => ({
  id: row.id,
  className: row.isSensitive ? null : row.className,
  address: row.address,
  street: row.street,
  district: row.district,
  openedAt: row.openedAt,
  endsOn: row.endsOn,
  keeper: row.keeper,
  claimCount: row.claimCount,
  outcome: row.outcome,
  settledAt: row.settledAt,
  owner: row.owner,
});

/** Whether the person registers where the well is. */
export const mayDecide = (person: Person, { districtCode, streetCode }: { districtCode: string; streetCode: string }): boolean => {
  const reach = reachOf(person.grants, 'assets.register', person.cityCode);
  return reach !== null && covers({ ...reach, unitIds: [] }, { districtCode, streetCode, unitIds: [] });
};

/** Units that a person may claim for. */
export const claimingUnits = (person: Person): readonly string[] => reachOf(person.grants, 'wells.claim', person.cityCode)?.unitIds ?? [];

const claimOf = ({ noticeId, ...claim }: ClaimRow, photos: readonly { id: string; claimId: string; width: number; height: number }[]) => ({
  ...claim,
  photos: photos
    .filter((photo) => photo.claimId === claim.id)
    .map(({ id, width, height }) => ({ id, width, height, url: `/api/v1/ownership-notices/${noticeId}/photos/${id}` })),
});

/** Notices as this person may know them: claims of wells that they register, and those of their own units. Four statements, however many. */
export const tellNotices = async (
  connection: Connection,
  { city, units }: Vocabulary,
  found: readonly NoticeRow[],
  person: Person,
  now: string,
): Promise<OwnershipNotice[]> => {
  const ids = found.map(({ id }) => id);
  const [claims, photos, steps] = [await listClaims(connection, ids), await listClaimPhotos(connection, ids), await listSteps(connection, ids)];
  const own = claimingUnits(person);
  const today = localDate(now, city.timeZone);
  return found.map((row) => {
    const decides = mayDecide(person, row);
    const here = claims.filter((claim) => claim.noticeId === row.id);
    const free = own.filter((unitId) => row.outcome === null && !here.some((claim) => claim.unit.id === unitId && claim.accepted === null));
    return {
      ...publicOf(row),
      className: row.className,
      assetId: row.assetId,
      isOver: today > row.endsOn,
      note: row.note,
      claims: here.filter((claim) => decides || own.includes(claim.unit.id)).map((claim) => claimOf(claim, photos)),
      steps: steps
        .filter((step) => step.noticeId === row.id)
        .map(({ noticeId: _, ...step }) => (decides || step.step !== 'claim' ? step : { ...step, person: null, note: null })),
      mayDecide: decides && (row.outcome === null || (mayAssignAfter(row.outcome) && row.isLeft)),
      mayClaim: units.filter(({ id }) => free.includes(id)).map((unit) => ({ id: unit.id, name: unit.name })),
    };
  });
};
