import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundPlace } from '#domain/contract/place-search.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const find = async (q: string, near = ''): Promise<FoundPlace[]> => {
  const reply = await test.app.inject({ url: `/api/v1/place-search?q=${encodeURIComponent(q)}${near && `&near=${near}`}` });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<{ places: FoundPlace[] }>().places;
};

describe('a place searched by its name', () => {
  it('is the house whose number stands behind its road, with its street and district', async () => {
    const [house] = await find('桥头路10号');
    expect(house).toMatchObject({ kind: 'house', name: { zh: expect.stringContaining('桥头路10') }, district: { zh: '西区' } });
  });

  it('is the road itself while its name is being typed, in either language', async () => {
    for (const typed of ['桥头', 'qiaot'])
      expect(await find(typed)).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'road', name: { zh: '桥头路', en: 'Qiaotou Road' } })]));
  });

  it('is a district or a street, which reach farther than a house', async () => {
    const [district] = await find('西区');
    expect(district).toMatchObject({ kind: 'district', district: null });
    expect(district?.reachM).toBeGreaterThan(500);
  });

  it('is none of the registry: what a well is called is found by nobody here', async () => {
    const id = await aWell(test.database.pool, { address: '某某秘密泵站门口' });
    expect(await find('某某秘密泵站')).toEqual([]);
    expect(await find(id)).toEqual([]);
    expect(await find('%')).toEqual([]);
  });

  it('refuses a place to look from that is none, naming the field', async () => {
    const reply = await test.app.inject({ url: '/api/v1/place-search?q=a&near=200.5,95' });
    expect(reply.json()).toMatchObject({ status: 400, field: 'near' });
  });
});
