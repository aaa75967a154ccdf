import type { BrowserContext } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { rows, sql } from '#db/sql.ts';
import type { Order } from '#domain/contract/orders.ts';
import { findOrderId, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, faultsOf, holdSession, openWindow, phoneSize, test } from './story.ts';

/** A danger at a well of the drainage's, whose crew has it. @returns its order */
const aHole = async (registry: Pool, nth: number): Promise<string> => {
  const well = await findWell(registry, 'drainage', '310104', nth);
  return findOrderId(registry, await sendReport(well, { kind: 'cover_missing', text: '没有盖，一个洞', phone: '13800138007' }));
};

/** Acts as who sits at a desk, on the order as it is then. */
const atDesk = async (desk: BrowserContext, csrfToken: string, id: string, action: string, body: Record<string, unknown> = {}): Promise<void> => {
  const { version }: Order = await (await desk.request.get(`/api/v1/orders/${id}`)).json();
  const done = await desk.request.post(`/api/v1/orders/${id}/${action}`, { headers: { 'x-csrf-token': csrfToken }, data: { version, ...body } });
  expect(done.ok(), await done.text()).toBe(true);
};

const actsOf = async (registry: Pool, id: string): Promise<string[]> =>
  (
    await rows<{ action: string }>(
      registry,
      sql`select action from order_events where order_id = ${id} and action in ('arrive', 'take_back', 'send_crew', 'sign', 'secure') order by id`,
    )
  ).map(({ action }) => action);

test('a crew named meanwhile stops no step on its way; a taking back never undoes another step than the one that was seen', async ({ browser, registry }) => {
  const order = await aHole(registry, 38);
  const window = await openWindow(browser, phoneSize);
  await holdSession(window, 'drainage-crew');
  const phone = await window.newPage();
  await phone.goto(`/crew/${order}`);
  await expect(phone.getByRole('button', { name: '我到了' })).toBeVisible();
  await window.setOffline(true);
  await phone.getByRole('button', { name: '我到了' }).click();
  const waiting = phone.locator('.crew-waiting');
  await expect(waiting).toContainText('等信号');
  const desk = await openWindow(browser, phoneSize);
  const clerk = await holdSession(desk, 'drainage-clerk');
  const { people }: { people: { id: string }[] } = await (await desk.request.get(`/api/v1/orders/${order}/crew`)).json();
  await atDesk(desk, clerk, order, 'send_crew', { personId: people[0]?.id });
  await window.setOffline(false);
  await expect(waiting).toHaveCount(0);
  expect(await actsOf(registry, order)).toEqual(['send_crew', 'arrive']);

  const back = phone.getByRole('button', { name: '撤回上一步（到场）' });
  await expect(back).toBeVisible();
  await window.setOffline(true);
  await back.click();
  await expect(waiting).toContainText('已撤回上一步');
  const crew = await holdSession(desk, 'drainage-crew');
  await atDesk(desk, crew, order, 'take_back');
  await atDesk(desk, crew, order, 'arrive');
  await desk.close();
  await window.setOffline(false);
  await expect(waiting).toContainText('撤回只对您当时看到的那一步有效');
  await expect(waiting.getByRole('button')).toHaveText(['不提交这一步']);
  expect(await faultsOf(phone)).toEqual([]);
  await waiting.getByRole('button', { name: '不提交这一步' }).click();
  await expect(back).toBeVisible();
  expect(await actsOf(registry, order)).toEqual(['send_crew', 'arrive', 'take_back', 'arrive']);
  await window.close();
});

test('who comes next on this phone, signed in elsewhere, finds nothing of what another was typing', async ({ pageOf, registry }) => {
  const order = await aHole(registry, 39);
  const phone = await pageOf(phoneSize, undefined, 'drainage-crew');
  const typed = () => phone.evaluate<string[]>(`Object.keys(sessionStorage).filter((key) => key.startsWith('jz-typed-'))`);
  await phone.goto(`/crew/${order}`);
  await phone.getByRole('button', { name: '危险已消除' }).click();
  await phone.getByLabel('说明（可不填）').fill('给老张打电话');
  await phone.reload();
  await expect(phone.getByLabel('说明（可不填）'), 'one’s own stays').toHaveValue('给老张打电话');
  expect(await typed()).toEqual([`jz-typed-step-${order}`]);
  await holdSession(phone.context(), 'street-crew');
  await phone.goto('/crew');
  await expect(phone.locator('.crew-leave')).toContainText('street-crew');
  expect(await typed()).toEqual([]);
});

test('the answer that is offered ready-made says nothing of a cover where none was the matter', async ({ pageOf, registry }) => {
  const well = await findWell(registry, 'drainage', '310104', 48);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'well_smell', text: '臭味很重' }));
  const phone = await pageOf(phoneSize, undefined, 'drainage-crew');
  await phone.goto(`/crew/${order}`);
  for (const act of ['签收', '开始处置', '处置完成']) await phone.getByRole('button', { name: act, exact: true }).click();
  await expect(phone.getByLabel('给报告人的答复')).toHaveValue(/^(?!.*盖).+$/);
});
