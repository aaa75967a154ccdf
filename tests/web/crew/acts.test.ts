import { expect, test } from 'vitest';
import { actsNow, asksOf, type CrewAct, stateAfter } from '../../../web/features/crew/acts.ts';
import { plateIn } from '../../../web/features/crew/plate-in.ts';

type Standing = Parameters<typeof actsNow>[0];
const order = (more: Partial<Standing> = {}): Standing => ({
  state: 'dispatched',
  isHazard: true,
  part: 'accountable',
  arrivedAt: null,
  securedAt: null,
  actions: ['sign', 'arrive', 'secure', 'return'],
  ...more,
});

test.each<[string, Partial<Standing>, CrewAct[], CrewAct[]]>([
  ['as the server said, the most pressing first', {}, [], ['arrive', 'secure', 'sign']],
  ['after arriving without a signal it is made safe or signed for', {}, ['arrive'], ['secure', 'sign']],
  ['after signing it may be begun', {}, ['sign'], ['arrive', 'secure', 'start']],
  ['after beginning it may be done', {}, ['sign', 'start'], ['arrive', 'secure', 'resolve']],
  ['what is done waits for the centre', {}, ['sign', 'start', 'resolve'], []],
  ['while a step is being taken back nothing goes on top of it', { arrivedAt: '2026-11-25T07:00:00Z', actions: ['secure', 'take_back'] }, ['take_back'], []],
  ['of no danger nobody says that it is over', { isHazard: false }, ['sign'], ['start']],
  ['a fallback makes safe and signs nothing', { part: 'fallback' }, ['arrive'], ['secure']],
  ['what was made safe is not made safe again', { securedAt: '2026-11-25T08:00:00Z', arrivedAt: '2026-11-25T07:00:00Z' }, ['sign'], ['start']],
])('%s', (_, more, queued, acts) => expect(actsNow(order(more), queued)).toEqual(acts));

test('an act asks for what it asks for in the state that it will meet', () => {
  expect(stateAfter('dispatched', ['sign', 'start'])).toBe('in_progress');
  expect(asksOf(order(), ['sign', 'start'], 'resolve'), 'a danger that nobody made safe').toEqual(['reply', 'photo', 'safe']);
  expect(asksOf(order(), ['secure', 'sign', 'start'], 'resolve'), 'that waits on this phone to be told as safe').toEqual(['reply', 'photo']);
  expect(asksOf(order({ isHazard: false }), ['sign', 'start'], 'resolve')).toEqual(['reply', 'photo']);
  expect(asksOf(order(), [], 'secure')).toEqual(['position', 'photo']);
});

test.each([
  ['a plate’s address', 'https://jingzheng.example/a/3101040103000101X', '3101040103000101X'],
  ['the number as printed', '310104 0103 000101 X', '3101040103000101X'],
  ['a number with a wrong check character', '31010401030001019', null],
  ['another code', 'https://example.com/menu', null],
])('in %s there is %s', (_, text, plate) => expect(plateIn(text)).toBe(plate));
