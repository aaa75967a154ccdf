import { expect, test } from 'vitest';
import type { Session } from '#domain/contract/sessions.ts';
import { reachOf } from '../../web/features/wall/reach-of.ts';

const city = { zh: '上海市', en: 'Shanghai' };
const xuhui = { code: '310104', name: { zh: '徐汇区', en: 'Xuhui District' } };
const whole = { code: '310000', name: city };
type Grant = Session['grants'][number];
const at = (place: Grant['place'], unit: Grant['unit'] = null): Grant => ({ role: 'leader', place, unit });

test('a district’s wall is headed by the district, once', () => expect(reachOf([at(xuhui), at(xuhui)], city)).toEqual([xuhui.name]));
test('the city’s by the city', () => {
  expect(reachOf([at(whole)], city)).toEqual([city]);
  expect(reachOf([at(xuhui), at(whole)], city)).toEqual([city]);
  expect(reachOf([at(null)], city)).toEqual([city]);
});
test('a unit’s orders lie anywhere in the city', () =>
  expect(reachOf([at(xuhui), at(null, { id: 'power', name: city, hasEnded: false })], city)).toEqual([city]));
test('before it is known who reads, by the city', () => expect(reachOf([], city)).toEqual([city]));
