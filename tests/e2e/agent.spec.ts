import { takeCall } from './acts.ts';
import { handOn } from './hand.ts';
import { findAddress, findOrderId, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, signIn, test } from './story.ts';

test('an agent signs in and turns a call into an order by keys alone, hears that it was reported before, and the dispatcher sees the second caller at once', async ({
  stranger,
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 17);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_loose', text: '井盖松了，踩上去会翘' }));
  const dispatcher = await staff('district-dispatcher', `/desk/${order}`);
  await expect(dispatcher.locator('.order-panel')).toContainText('踩上去会翘');
  await dispatcher.evaluate('window.neverReloaded = true');

  const page = await stranger();
  await signIn(page, 'agent');
  const taken = await takeCall(handOn(page), {
    phone: '13800138017',
    kind: '松动',
    words: '骑车压过去差点摔倒',
    address: await findAddress(registry, well.id),
    plate: well.id,
    before: '井盖松动',
  });
  expect(await findOrderId(registry, taken), 'one hole, one order').toBe(order);
  await expect(dispatcher.locator('.order-panel')).toContainText('骑车压过去差点摔倒');
  expect(await dispatcher.evaluate('window.neverReloaded')).toBe(true);
});
