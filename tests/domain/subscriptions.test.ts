import { describe, expect, test } from 'vitest';
import { decideFollowed, isTold } from '#domain/subscriptions.ts';

const event = {
  eventId: '1',
  action: 'close',
  orderId: '7',
  classCode: '0105',
  doerId: '9',
  districtCode: '990101',
  streetCode: '990101001',
  unitIds: ['power'],
  billing: [],
};
const reads = (placeCode: string) => [{ role: 'dispatcher' as const, placeCode, unitId: null }];
const follower = (personId: string, rest: { orderId?: string; classCode?: string; grants?: ReturnType<typeof reads> }) => ({
  personId,
  orderId: rest.orderId ?? null,
  classCode: rest.classCode ?? null,
  grants: rest.grants ?? reads('990101'),
  cityCode: '990000',
});
const kindsBy = (...followers: ReturnType<typeof follower>[]) => decideFollowed([event], followers).heard.map(({ by, kind }) => [by.personId, kind]);

describe('an event reaches', () => {
  test('who follows its order or its class, once, by the order first', () => {
    expect(kindsBy(follower('1', { classCode: '0105' }), follower('1', { orderId: '7' }))).toEqual([['1', 'subscribed-order']]);
    expect(kindsBy(follower('2', { classCode: '0105' }))).toEqual([['2', 'subscribed-class']]);
    expect(kindsBy(follower('3', { orderId: '8' }), follower('4', { classCode: '0101' }))).toEqual([]);
  });

  test('nobody who may not read it now, and whoever followed it so loses it; a class is kept for what they may read', () => {
    const gone = follower('1', { orderId: '7', grants: reads('990102') });
    const elsewhere = follower('2', { classCode: '0105', grants: reads('990102') });
    const decided = decideFollowed([event, { ...event, eventId: '2' }], [gone, elsewhere, follower('3', { orderId: '7', grants: [] })]);
    expect([decided.heard, decided.lost.map(({ personId }) => personId)]).toEqual([[], ['1', '3']]);
  });

  test('no page of who did it, nor of what its kind leaves out', () => {
    const by = follower('9', { orderId: '7' });
    expect(isTold({ event, by, kind: 'subscribed-order' })).toBe(false);
    expect(isTold({ event: { ...event, doerId: null }, by, kind: 'subscribed-order' })).toBe(true);
    expect(isTold({ event: { ...event, doerId: null, action: 'silent' }, by, kind: 'subscribed-order' })).toBe(false);
    expect(isTold({ event: { ...event, doerId: null, action: 'sign' }, by, kind: 'subscribed-class' })).toBe(false);
  });
});
