import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Name } from '#domain/contract/terms.ts';
import { followedSteps } from '#domain/followed-steps.ts';
import { everyKind, noticeKinds } from '#domain/notices.ts';
import { compose } from '../../../api/notices/compose.ts';

const problems = readFileSync('cities/shanghai/problem-kinds.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([, zh = '', en = '']) => ({ zh, en }));
const about = { orderId: '12345678', publicNoticeId: null, assetId: null, unit: null, roles: [] } as const;

const ofOrders = everyKind.flatMap((kind) => [...new Set([...noticeKinds[kind].actions, ...Object.keys(followedSteps)])].map((action) => ({ kind, action })));

it.each([
  ['zh', 70, ({ zh }: Name) => `【井证】危险，工单 12345678（${zh}）：`],
  ['en', 160, ({ en }: Name) => `[Jingzheng] Danger: order 12345678 (${en}): `],
] as const)(
  'an SMS in %s of an order is one, of %i letters, with its kind of problem and first that it is a danger, whatever is told',
  (language, most, begins) => {
    expect(problems.length).toBeGreaterThan(10);
    for (const name of problems) {
      const told = ofOrders.map((what) => compose({ ...about, ...what, language, problem: { name, isHazard: true } }, 'https://wells.example').short);
      expect(Math.max(...told.map((text) => text.length + (text.match(/[[\]{}|^~\\]/g)?.length ?? 0)))).toBeLessThanOrEqual(most);
      if (language === 'en') expect(told.filter((text) => /[^ -~]|`/.test(text))).toEqual([]); // else it holds 70
      const nameless = ofOrders.filter((_, i) => !told[i]?.startsWith(begins(name))).map(({ kind }) => kind);
      expect([...new Set(nameless)], 'whose own words leave no room').toEqual(language === 'en' && nameless.length > 0 ? ['call-off'] : []);
    }
  },
);

it('an SMS is one also where a city calls a kind of problem at length: its name is left to the mail', () => {
  const name = { zh: '井'.repeat(60), en: 'well '.repeat(30) };
  const { short, subject, text } = compose({ ...about, kind: 'danger-call', action: 'call', language: 'zh', problem: { name, isHazard: true } }, null);
  expect([short, subject]).toEqual(['【井证】危险，工单 12345678：危险呼叫：请立即应答', `【井证】危险，工单 12345678（${name.zh}）：危险呼叫：请立即应答`]);
  expect(text).toContain(name.zh);
});

it.each([
  [['crew'], '/crew/12345678'],
  [['crew', 'clerk'], '/desk/12345678'],
  [[], '/desk/12345678'],
] as const)('a mail to who is %j leads to %s', (roles, path) => {
  const { text } = compose(
    { ...about, roles, kind: 'crew-sent', action: 'send_crew', language: 'en', problem: { name: { zh: '噪声', en: 'Noise' }, isHazard: false } },
    'https://wells.example/',
  );
  expect(text).toBe(`[Jingzheng] order 12345678 (Noise): You are sent to an order\nhttps://wells.example${path}\n`);
});
