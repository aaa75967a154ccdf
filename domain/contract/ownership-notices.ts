import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { AssetId, Cursor, Name, Nullable, Photo, PhotoIds, PlaceCode, Text, UnitId, words } from './terms.ts';

const Id = Type.String({ pattern: '^\\d{1,18}$' });
const Outcome = words('confirmed', 'assigned', 'unowned', 'withdrawn');
const UnitName = Type.Object({ id: Type.String(), name: Name });

/** What everybody may read: where it is and how it stands; no number, no position, nobody's name. */
const PublicNotice = Type.Object({
  id: Type.String(),
  className: Nullable(Name),
  address: Nullable(Type.String()),
  street: Name,
  district: Name,
  openedAt: Type.String(),
  endsOn: Type.String({ description: 'The last day of the notice, local date' }),
  keeper: Name,
  claimCount: Type.Integer(),
  outcome: Nullable(Outcome),
  settledAt: Nullable(Type.String()),
  owner: Nullable(Name),
});
export type PublicNotice = Static<typeof PublicNotice>;

export const listPublicNotices = route({
  name: 'listPublicNotices',
  method: 'GET',
  path: '/api/v1/public-notices',
  access: 'public',
  csrf: false,
  summary: 'Wells that nobody owns, in the public notice: running ones first to end first, settled ones newest first',
  query: Type.Object(
    { state: Type.Optional(words('open', 'settled')), placeCode: Type.Optional(PlaceCode), cursor: Type.Optional(Cursor) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ notices: Type.Array(PublicNotice), next: Nullable(Type.String()) }) },
});

const Claim = Type.Object({
  id: Type.String(),
  unit: UnitName,
  at: Type.String(),
  note: Type.String(),
  photos: Type.Array(Photo),
  accepted: Nullable(Type.Boolean({ description: 'null: not decided' })),
  decidedAt: Nullable(Type.String()),
});

export const OwnershipNotice = Type.Interface([PublicNotice], {
  assetId: Type.String(),
  isOver: Type.Boolean({ description: 'Its last day is over: it may be confirmed or assigned' }),
  note: Nullable(Type.String()),
  claims: Type.Array(Claim, { description: 'Those the reader may see: of wells they register, and their own units’' }),
  steps: Type.Array(Type.Object({ at: Type.String(), step: Type.String(), person: Nullable(Name), unit: Nullable(Name), note: Nullable(Type.String()) })),
  mayDecide: Type.Boolean({ description: 'Also when it was settled as nobody’s and the well is so still: then it may be assigned' }),
  mayClaim: Type.Array(UnitName, { description: 'Units that the reader may claim it for now' }),
});
export type OwnershipNotice = Static<typeof OwnershipNotice>;

export const listOwnershipNotices = route({
  name: 'listOwnershipNotices',
  method: 'GET',
  path: '/api/v1/ownership-notices',
  access: 'assets.read',
  csrf: false,
  summary: 'The notices with their claims and steps: to be decided (over, or claimed), open, or settled',
  query: Type.Object(
    { state: Type.Optional(words('open', 'waiting', 'settled')), assetId: Type.Optional(AssetId), cursor: Type.Optional(Cursor) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ notices: Type.Array(OwnershipNotice), next: Nullable(Type.String()) }) },
});

export const listOwnerless = route({
  name: 'listOwnerless',
  method: 'GET',
  path: '/api/v1/ownerless',
  access: 'assets.register',
  csrf: false,
  summary: 'Wells that nobody owns and that stand in no notice, in the registrar’s place; at most 50, by number',
  query: Type.Object(
    { q: Type.Optional(Type.String({ maxLength: 60, description: 'A part of the number, the address or the street’s name' })) },
    { additionalProperties: false },
  ),
  reply: {
    200: Type.Object({
      hasMore: Type.Boolean({ description: 'There are others that a narrower q finds' }),
      wells: Type.Array(Type.Object({ assetId: Type.String(), className: Name, address: Nullable(Type.String()), street: Name, isNoticed: Type.Boolean() })),
    }),
  },
});

export const publishNotice = route({
  name: 'publishNotice',
  method: 'POST',
  path: '/api/v1/ownership-notices',
  access: 'assets.register',
  csrf: true,
  summary: 'Puts a well that nobody owns in the public notice; the road’s maintainer keeps it until its owner is decided',
  body: Type.Object({ assetId: AssetId, note: Type.Optional(Text) }, { additionalProperties: false }),
  reply: { 201: OwnershipNotice },
});

export const claimWell = route({
  name: 'claimWell',
  method: 'POST',
  path: '/api/v1/ownership-notices/:id/claims',
  access: 'wells.claim',
  csrf: true,
  summary: 'A unit says that the well is its own, and shows why',
  params: Type.Object({ id: Id }),
  body: Type.Object({ unitId: UnitId, note: Text, photoIds: PhotoIds }, { additionalProperties: false }),
  reply: { 201: OwnershipNotice },
});

export const decideNotice = route({
  name: 'decideNotice',
  method: 'POST',
  path: '/api/v1/ownership-notices/:id/decision',
  access: 'assets.register',
  csrf: true,
  summary: 'The registrar confirms or refuses a claim, assigns the well to a unit, or takes the notice back; the registry learns it',
  params: Type.Object({ id: Id }),
  body: Type.Object(
    { decision: words('confirm', 'refuse', 'assign', 'withdraw'), claimId: Type.Optional(Id), unitId: Type.Optional(UnitId), note: Text },
    { additionalProperties: false },
  ),
  reply: { 200: OwnershipNotice },
});

export const getClaimPhoto = route({
  name: 'getClaimPhoto',
  method: 'GET',
  path: '/api/v1/ownership-notices/:id/photos/:photoId',
  access: 'assets.read',
  csrf: false,
  summary: 'A photo that a unit showed with its claim (JPEG)',
  params: Type.Object({ id: Id, photoId: Type.String({ format: 'uuid' }) }),
  reply: {},
});
