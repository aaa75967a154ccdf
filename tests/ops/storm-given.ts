import sharp from 'sharp';
import { rows, sql } from '#db/sql.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import type { Board, UnitThere } from './storm-board.ts';
import { ask, pick, type Storm } from './storm-clients.ts';

const picture = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#884422' } })
  .jpeg()
  .toBuffer();

/** @returns the id of a photo that is sent with nothing yet */
export const aPhoto = async (storm: Storm): Promise<string[]> => {
  const form = new FormData();
  form.append('photo', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'p.jpg');
  const { body } = await ask(storm, 'photo', '/api/v1/photos', { method: 'POST', body: form });
  return typeof body['id'] === 'string' ? [body['id']] : [];
};

export const grades = { speed: 'satisfied', manner: 'fair', outcome: 'unsatisfied' };

const unitsFor = (order: Order, action: OrderAction, units: readonly UnitThere[]): readonly UnitThere[] => {
  const isCitys = ({ placeCode }: UnitThere) => placeCode.endsWith('0000');
  const isOver = (unit: UnitThere) => isCitys(unit) || unit.placeCode === order.districtCode || unit.placeCode === order.streetCode;
  const centres = units.filter(({ kind }) => kind === 'centre');
  if (action === 'hand_across') return centres.filter((unit) => !isOver(unit));
  const isCentres = centres.some(({ id }) => id === order.unit.id);
  if (action === 'hand_down' && isCentres) return centres.filter((unit) => isOver(unit) && unit.id !== order.unit.id && !isCitys(unit));
  if (action === 'hand_down') return units.filter(({ parentId }) => parentId === order.unit.id);
  return units.filter((unit) => unit.kind !== 'centre' || isOver(unit));
};

const crewOf = async ({ pool, random }: Storm, { unit }: Order) =>
  pick(await rows<{ id: string }>(pool, sql`select person_id as id from person_roles where unit_id = ${unit.id} and role in ('clerk', 'crew')`), random)?.id;

const wellFor = async ({ pool, random }: Storm) => pick(await rows<{ id: string }>(pool, sql`select id from assets where status <> 'removed'`), random)?.id;

const mergeable = ['dispatched', 'signed', 'contacted', 'in_progress'];

const otherFor = ({ random }: Storm, order: Order, { orders }: Board) =>
  pick(
    orders.filter(({ id, state }) => id !== order.id && mergeable.includes(state)),
    random,
  )?.id;

/** What an act asks for, as its page would send it. */
export const particulars = async (storm: Storm, order: Order, action: OrderAction, board: Board): Promise<Record<string, unknown>> => {
  const { random } = storm;
  switch (action) {
    case 'resolve':
      return { reply: '已办', position: order.position, photoIds: await aPhoto(storm) };
    case 'answer':
      return { reply: '已办' };
    case 'secure':
    case 'return':
      return { position: order.position, photoIds: await aPhoto(storm) };
    case 'dispatch':
    case 'decide_docket':
    case 'hand_down':
    case 'hand_across':
      return { unitId: pick(unitsFor(order, action, board.units), random)?.id };
    case 'ask_pause':
      return { day: new Date(Date.now() + 86_400_000 * (2 + Math.floor(random() * 9))).toISOString().slice(0, 10) };
    case 'contact':
      return {
        reportId: pick(
          order.reports.filter(({ contact }) => contact?.metAt === null),
          random,
        )?.id,
      };
    case 'split':
      return { reportId: pick(order.reports, random)?.id };
    case 'call_back':
      return { grades, reportId: pick(order.reports, random)?.id };
    case 'keep_apart':
      return { orderId: pick(order.joinOffers, random)?.orderId };
    case 'merge':
      return { orderId: random() < 0.4 ? (pick(order.joinOffers, random)?.orderId ?? otherFor(storm, order, board)) : otherFor(storm, order, board) };
    case 'choose_asset':
      return { assetId: await wellFor(storm) };
    case 'send_crew':
      return { personId: await crewOf(storm, order) };
    case 'supervise':
      return { bodies: random() < 0.5 ? [] : ['hotline_office', 'supervision_bureau', 'inspection_office'] };
    case 'not_solved':
    case 'reopen':
    case 'rework':
      return { isDangerous: random() < 0.3 };
    default:
      return {};
  }
};

/** What its keeper says of the well with the reply; in the tests' city a unit's people are called after it. */
export const statusFor = (order: Order, action: OrderAction, username: string, random: () => number) =>
  action === 'resolve' && order.assetId !== null && /^(clerk|crew)-(?!street|road)/.test(username) && random() < 0.4
    ? { assetStatus: pick(['intact', 'damaged', 'removed'], random) }
    : {};
