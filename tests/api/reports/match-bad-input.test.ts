import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatchReply } from '#domain/contract/match.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { as } from '../../support/thread.ts';

let test: TestApp;
let power: string;
beforeAll(async () => {
  test = await startApp();
  power = await aWell(test.database.pool);
  await aWell(test.database.pool, { lon: 120.0102, lat: 30.0101, classCode: '0101', ownerId: 'water', lettering: '上水' });
});
afterAll(() => test.close());

const at = { lon: 120.01, lat: 30.01 };
const ask = async (payload: object | string, url = '/api/v1/match') => {
  const headers = { ...(await as(test.app, 'agent')), 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  return test.app.inject({ method: 'POST', url, payload, headers });
};
/** The same as a report. */
const tell = (payload: object) => ask({ kind: 'cover_broken', ...payload }, '/api/v1/reports');
const answered = async (payload: object): Promise<MatchReply> => {
  const reply = await ask(payload);
  expect(reply.statusCode, reply.body).toBe(200);
  const match = reply.json<MatchReply>();
  expect(match.candidates.reduce((sum, c) => sum + c.probability, 0)).toBeCloseTo(1, 6);
  return match;
};

describe('a match of what nobody should send', () => {
  it.each([
    ['words of 100,000 characters', { position: at, text: '电'.repeat(100_000) }, 'text'],
    ['an address of 100,000 characters', { address: '桥头路'.repeat(33_000) }, 'address'],
    ['an accuracy of 0', { position: at, accuracyM: 0 }, 'accuracyM'],
    ['an accuracy of −1', { position: at, accuracyM: -1 }, 'accuracyM'],
    ['an accuracy of 10 km', { position: at, accuracyM: 10_000 }, 'accuracyM'],
    ['an accuracy that is text', { position: at, accuracyM: 'NaN' }, 'accuracyM'],
    ['an accuracy of next to nothing', { position: at, accuracyM: 5e-324 }, 'accuracyM'],
    ['a place that is text', { position: { lon: '120.01', lat: 30.01 } }, 'position'],
    ['five hundred answers', { position: at, answers: Array.from({ length: 500 }, (_, i) => ({ ask: 'lettering', about: `${i}`, answer: 'no' })) }, 'answers'],
    ['a plate of 100,000 digits', { position: at, plate: '1'.repeat(100_000) }, 'plate'],
    ['words that turn about', { position: at, text: '\u202e电力井' }, 'text'],
    ['half a character', { position: at, text: '\ud800电' }, 'text'],
  ])('%s is refused, naming the field, asked of or told', async (_name, payload, field) => {
    for (const reply of [await ask(payload), await tell(payload)]) {
      expect(reply.statusCode).toBe(400);
      expect(JSON.stringify(reply.json())).toContain(field);
    }
  });

  it.each(['NaN', 'Infinity', '1e999', '-Infinity'])('an accuracy of %s is refused', async (accuracy) =>
    expect((await ask(`{"position":{"lon":120.01,"lat":30.01},"accuracyM":${accuracy}}`)).statusCode).toBe(400),
  );

  it.each([
    ['another city’s address', { address: '北京市朝阳区桥头路7号' }, 'address-elsewhere'],
    ['a crossing of roads that never meet', { address: '桥头路东山路路口' }, 'roads-do-not-meet'],
    ['emoji for an address', { address: '🕳️🚧😡🆘' }, 'address-not-found'],
    ['a number that no integer holds', { address: `桥头路${'9'.repeat(100)}号` }, 'address-not-found'],
    ['a pin at the other end of the land', { position: { lon: 116.4, lat: 39.9 } }, 'position-outside-city'],
    ['a pin at sea, a kilometre off the coast', { position: { lon: 120.0905, lat: 30.02 } }, 'position-outside-city'],
    ['a pin at sea that may lie five kilometres off', { position: { lon: 120.0905, lat: 30.02 }, accuracyM: 5000 }, 'position-outside-city'],
    ['a pin at sea beside an address on land', { position: { lon: 120.0905, lat: 30.02 }, address: '桥头路10号' }, 'position-outside-city'],
    ['a pin in the sea where all degrees are nought', { position: { lon: 0, lat: 0 } }, 'position-outside-city'],
    ['a pin at the pole', { position: { lon: -180, lat: -90 } }, 'position-outside-city'],
    ['a pin on the line of dates', { position: { lon: 180, lat: 30.02 } }, 'position-outside-city'],
  ])('%s is said to be that, asked of or told', async (_name, payload, code) => {
    for (const reply of [await ask(payload), await tell(payload)]) expect(reply.json()).toMatchObject({ code, status: 422 });
  });

  it.each([
    ['as many words as are taken, each of them a word', '电信供电煤气雨水'.repeat(250)],
    ['only emoji', '🕳️🚧😡🆘'],
    ['characters each of which folds to eighteen', '\ufdfa'.repeat(2000)],
    ['only marks of clauses', '，'.repeat(2000)],
    ['a denial without an end', '不是'.repeat(1000)],
    ['wildcards, markup and what programs hold dear', `%_\\ <script> __proto__ ${'constructor '.repeat(50)}`],
    ['invisible marks and full-width letters', '\u200b\u200bＴＥＬＥＣＯＭ　井'],
  ])('%s is weighed, and taken in', async (_name, text) => {
    expect((await answered({ position: at, accuracyM: 8, text })).candidates.length).toBeGreaterThan(1);
    expect([200, 201]).toContain((await tell({ position: at, accuracyM: 8, text })).statusCode);
  });

  it('the worst accuracy that is taken leaves the owner in doubt', async () => {
    const match = await answered({ position: at, accuracyM: 5000 });
    expect(match.action).not.toBe('dispatch');
  });

  it('another city’s address beside a pin is left out', async () => {
    const [pin, both] = [await answered({ position: at, accuracyM: 8 }), await answered({ position: at, accuracyM: 8, address: '北京市朝阳区桥头路7号' })];
    expect(both.candidates.map((c) => c.probability)).toEqual(pin.candidates.map((c) => c.probability));
  });

  it('a plate of another class than the words is believed, and both are told', async () => {
    const match = await answered({ plate: power, text: '自来水的井盖', position: at, accuracyM: 8 });
    expect(match.candidates[0]?.assetId).toBe(power);
    const codes = match.candidates[0]?.reasons.map(({ code }) => code) ?? [];
    expect(codes).toContain('match-plate');
    expect(codes).toContain('match-words-other');
  });

  it('words, address and pin that all contradict each other are answered with doubt', async () => {
    const match = await answered({ position: at, accuracyM: 8, address: '东山路9号', text: '煤气井，自来水的，上面写着雨，方的，圆的', kind: 'lamp_out' });
    expect(match.action).not.toBe('dispatch');
    expect(match.candidates[0]?.probability).toBeLessThan(0.99);
  });
});
