import type { Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import type { MatchReply } from '#domain/contract/match.ts';
import { settle } from './drawing.ts';
import { chooseKindAtDesk } from './order-page.ts';
import { findOrderId, listAccountable } from './registry.ts';
import { beside, chooseKind, send } from './report-page.ts';
import { type At, expect, faultsOf, test } from './story.ts';

/** A door with nothing of the registry within forty metres. */
const findEmptyDoor = (registry: Pool, nth: number): Promise<At> =>
  oneRow(
    registry,
    sql`select st_x(h.geom) as lon, st_y(h.geom) as lat
        from house_numbers h join roads r on r.id = h.road_id
        where r.district_code = '310104' and h.number ~ '^[0-9]+号$'
          and not exists (select 1 from assets a where st_dwithin(a.geom, h.geom, 0.0004))
          and (select count(*) from house_numbers o join roads x on x.id = o.road_id where x.name = r.name and o.number = h.number) = 1
        order by h.road_id, h.number offset ${nth - 1} limit 1`,
  );

/** Two covers two metres apart, alike but for what stands on one of them. */
const laidAt = async (registrar: Page, at: At): Promise<void> => {
  const { csrfToken }: { csrfToken: string } = await (await registrar.request.get('/api/v1/session')).json();
  for (const [eastM, well] of [
    [-1, { classCode: '0103', ownerId: 'drainage', cover: { shape: 'round' } }],
    [1, { classCode: '0107', ownerId: 'telecom-a', cover: { shape: 'round', lettering: '通信' } }],
  ] as const) {
    const made = await registrar.request.post('/api/v1/assets', {
      headers: { 'x-csrf-token': csrfToken },
      data: { ...well, locationKind: 'carriageway', ownerConfidence: 0.99, position: beside(at, eastM, 0) },
    });
    expect(made.ok(), await made.text()).toBe(true);
  }
};

const card = (page: Page) => page.locator('.question-card');
/** What is asked now; what was answered stands above it. */
const asked = (page: Page) => card(page).getByRole('group');
const answer = (page: Page, words: string) => card(page).getByRole('button', { name: words, exact: true }).click();

test('of two covers two metres apart a citizen is asked what tells them apart, and what they answer sends the order to its owner', async ({
  citizen,
  staff,
  registry,
}) => {
  const door = await findEmptyDoor(registry, 3);
  await laidAt(await staff('registrar', '/registry'), door);
  const phone = await citizen(door);
  await phone.goto('/');
  await expect(phone.locator('.choice').first()).toBeVisible();
  await expect(card(phone), 'of what happened nothing is known yet').toHaveCount(0);
  await chooseKind(phone, '井盖松动');
  await expect(asked(phone)).toContainText('是列出的哪一个？');
  expect(await faultsOf(phone)).toEqual([]);
  await answer(phone, '认不出来');
  await expect(asked(phone)).toContainText('盖上写着“通信”吗？');
  expect(await faultsOf(phone)).toEqual([]);
  // Nothing more pays to ask, and the only answer is taken back: who works by keys stays where they are until the next question is there.
  const { promise: late, resolve: come } = Promise.withResolvers<void>();
  await phone.route('**/api/v1/match', async (route) => {
    if (!route.request().postData()?.includes('answers')) await late;
    const response = await route.fetch();
    const { question, ...reply }: MatchReply = await response.json();
    await route.fulfill({ response, json: question?.ask === 'tap' ? { ...reply, question } : reply });
  });
  await phone.getByLabel('文字').fill('刚才看见的');
  await expect(asked(phone)).toHaveCount(0);
  await card(phone).getByRole('button', { name: '重新回答' }).press('Enter');
  await expect(card(phone)).toBeEmpty();
  await expect(card(phone)).toBeFocused();
  come();
  await expect(asked(phone)).toContainText('是列出的哪一个？');
  await expect(card(phone)).toBeFocused();
  await phone.unroute('**/api/v1/match');
  await phone.getByLabel('文字').fill('');
  await answer(phone, '认不出来');
  await expect(asked(phone)).toContainText('盖上写着“通信”吗？');
  await answer(phone, '没有这个字');
  await expect(asked(phone)).toHaveCount(0);
  await expect(phone.locator('.choice').first()).not.toContainText('通信');
  const given = card(phone).locator('.question-given', { hasText: '通信' });
  await expect(given).toContainText('没有这个字');
  expect(await faultsOf(phone)).toEqual([]);
  await given.getByRole('button', { name: '重新回答' }).click(); // a slip of the finger
  await expect(asked(phone)).toContainText('盖上写着“通信”吗？');
  await answer(phone, '写着');
  await expect(given).toContainText('写着');
  await expect(asked(phone)).toHaveCount(0);
  await expect(phone.locator('.choice').first()).toContainText('通信');
  const order = await findOrderId(registry, await send(phone));
  expect(await listAccountable(registry, order)).toEqual(['telecom-a']);
});

test('an agent is told what to ask the caller, never for a photo; “it does not” leads to the other owner', async ({ staff, registry }) => {
  const door = await findEmptyDoor(registry, 9);
  await laidAt(await staff('registrar', '/registry'), door);
  const page = await staff('agent', `/desk?view=1&at=${door.lon.toFixed(6)},${door.lat.toFixed(6)},19.00`);
  await expect(page.locator('.pane-map .city-map')).toHaveAttribute('data-drawn', '');
  await page.getByRole('button', { name: /新建诉求/ }).click();
  await chooseKindAtDesk(page, '松动');
  await settle(page); // the map is narrower beside the form
  const ground = await page.locator('.pane-map canvas').first().boundingBox();
  if (!ground) throw new Error('the map is not there');
  await page.mouse.click(ground.x + ground.width / 2, ground.y + ground.height / 2);
  await expect(asked(page)).toContainText('请问来电人');
  await expect(asked(page)).toContainText('是列出的哪一个？');
  expect(await faultsOf(page)).toEqual([]);
  await answer(page, '认不出来');
  await expect(asked(page)).toContainText('盖上写着“通信”吗？');
  // Of another place nothing was asked and answered yet; it is looked up only once it stands still.
  await page.route('**/api/v1/match', (route) => route.fulfill({ status: 404, body: '' })); // a busy machine may be slow enough to ask
  await page.locator('#new-address').fill('没有这条路100号');
  await expect(asked(page)).toHaveCount(0);
  await expect(card(page)).not.toContainText('认不出来');
  await page.locator('#new-address').fill('');
  await expect(card(page)).toContainText('认不出来');
  await expect(asked(page)).toContainText('盖上写着“通信”吗？');
  await page.unroute('**/api/v1/match');
  await answer(page, '没有这个字');
  await expect(asked(page)).toHaveCount(0);
  await page.getByRole('button', { name: '登记并派单' }).click();
  await expect(page.locator('.taken-number')).toBeVisible();
  const taken = ((await page.locator('.taken-number').textContent()) ?? '').match(/[0-9A-Z-]{10,40}/)?.[0] ?? '';
  expect(await listAccountable(registry, await findOrderId(registry, taken))).toEqual(['drainage']);
});
