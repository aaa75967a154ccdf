import { press, stateOf } from './order-page.ts';
import { findOrderId, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

test('two people sign for one order at once: one has it, the other is told in words', async ({ staff, registry }) => {
  const well = await findWell(registry, 'drainage', '310104007', 3);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_noisy', text: '车一过就响，整夜睡不着' }));
  const people = await Promise.all([staff('drainage-clerk', `/unit/${order}`), staff('drainage-crew', `/unit/${order}`)]);
  const pressed = Promise.withResolvers<void>();
  let presses = 0;
  for (const page of people) {
    await expect(stateOf(page)).toContainText('待签收');
    // Live events would tell the slower one before they press: neither goes before both have pressed.
    await page.route('**/api/v1/orders/*/sign', async (route) => {
      presses += 1;
      if (presses === people.length) pressed.resolve();
      await pressed.promise;
      await route.continue();
    });
  }
  await Promise.all(people.map((page) => press(page, '签收')));
  for (const page of people) await expect(stateOf(page)).toContainText('已签收');
  const told = people.map((page) => page.getByText('刚才已有人先一步处理'));
  await expect.poll(async () => (await Promise.all(told.map((words) => words.count()))).filter((count) => count > 0).length).toBe(1);
  const done = people.map((page) => page.locator('.story-event', { hasText: '签收' }));
  for (const events of done) await expect(events).toHaveCount(1);
});
