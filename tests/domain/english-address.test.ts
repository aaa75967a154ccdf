import { expect, test } from 'vitest';
import { roadOf, wordAddressInEnglish } from '#domain/english-address.ts';

const xietu = { zh: '斜土路', en: 'Xietu Road' };

test.each([
  ['斜土路38号', '38 Xietu Road'],
  ['斜土路12-1号', '12-1 Xietu Road'],
  ['斜土路12之1号门口', 'outside 12-1 Xietu Road'],
  ['斜土路1175弄2-3号', '2-3, Lane 1175, Xietu Road'],
  ['斜土路38号门口', 'outside 38 Xietu Road'],
  ['斜土路1175弄', 'Lane 1175, Xietu Road'],
  ['斜土路1175弄2号门口', 'outside 2, Lane 1175, Xietu Road'],
  ['斜土路路口', 'crossing on Xietu Road'],
  ['斜土路', 'Xietu Road'],
])('%s is %s', (address, english) => {
  expect(roadOf(address)).toBe('斜土路');
  expect(wordAddressInEnglish(address, xietu)).toBe(english);
});

test.each([
  ['1号路12号门口', { zh: '1号路', en: 'Road No. 1' }, 'outside 12 Road No. 1'],
  ['G312国道3弄2号', { zh: 'G312国道', en: 'National Road G312' }, '2, Lane 3, National Road G312'],
])('of %s the road may hold digits itself', (address, road, english) => {
  expect(roadOf(address)).toBe(road.zh);
  expect(wordAddressInEnglish(address, road)).toBe(english);
});

test.each(['斜土路大木桥路口', '38号', '', '广场东侧花坛旁', '斜土支路2号'])('%s is left as it is', (address) => {
  expect(wordAddressInEnglish(address, xietu)).toBeNull();
});
