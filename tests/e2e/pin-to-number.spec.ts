import { pinToNumber } from './acts.ts';
import { handOn } from './hand.ts';
import { chooseKindAtDesk } from './order-page.ts';
import { findMeant, findWell } from './registry.ts';
import { beside, chooseKind, send } from './report-page.ts';
import { expect, faultsOf, test } from './story.ts';

const mostTaps = 5;
/** Each press that reaches the page, whoever counts besides. */
const countTaps = `globalThis.taps = 0; addEventListener('pointerdown', ({ isTrusted }) => { if (isTrusted) globalThis.taps += 1; }, true);`;

test('a citizen taps the hole, the cover that lies there and what is wrong, and has a number: five taps, with the one that lets the page know where they are', async ({
  citizen,
  registry,
}) => {
  const cover = await findWell(registry, 'drainage', '310106', 11);
  const at = beside(cover, 7, -9);
  const phone = await citizen(at);
  await phone.addInitScript(countTaps);
  const hand = handOn(phone);
  const number = await pinToNumber(hand, { at, tapped: beside(cover, 2.4, -1), kind: '井盖松动' });
  expect(await findMeant(registry, number), 'what was tapped is what is meant').toBe(cover.id);
  expect(await phone.evaluate('taps')).toBe(hand.spent().clicks - 1);
  expect(hand.spent().clicks).toBeLessThanOrEqual(mostTaps);
});

test('where somebody is hurt, or it smells of gas, a citizen and an agent read first of all whom to call now, and the report goes all the same', async ({
  citizen,
  staff,
  registry,
}) => {
  const cover = await findWell(registry, 'drainage', '310106', 12);
  const phone = await citizen(beside(cover, 2, 1));
  await phone.goto('/');
  await expect(phone.locator('.choice').first()).toBeVisible();
  const strip = phone.locator('.emergency-strip');
  await expect(strip.getByRole('link', { name: /^120/ }), 'whom to call stands there before anything is asked').toHaveAttribute('href', 'tel:120');
  const panel = phone.getByRole('alert').filter({ hasText: '先打电话' });
  const callsFirst = async () => {
    await expect(strip).toHaveCount(0);
    await expect(panel.getByRole('heading')).toBeInViewport();
    for (const number of ['110', '119', '120'])
      await expect(panel.getByRole('link', { name: new RegExp(`^${number}`) })).toHaveAttribute('href', `tel:${number}`);
    await expect(panel.getByRole('link').last()).toBeInViewport({ ratio: 1 });
    const first = phone.locator('.report-sheet').locator('a, button, input').first();
    await expect(first, 'nothing else that can be pressed stands before it').toHaveAttribute('href', 'tel:110');
  };
  await phone.getByLabel('有人受伤').check();
  await callsFirst();
  expect(await faultsOf(phone)).toEqual([]);
  await phone.getByLabel('有人受伤').uncheck();
  await expect(panel).toHaveCount(0);
  await chooseKind(phone, '燃气泄漏异味');
  await callsFirst();
  await phone.getByLabel('文字').fill('井口一股煤气味');
  expect(await send(phone)).toMatch(/^[0-9A-Z-]{10,40}$/);

  const agent = await staff('agent', '/desk/new');
  const told = agent.getByRole('alert').filter({ hasText: '请先让来电人拨打' });
  await chooseKindAtDesk(agent, '燃气泄漏');
  for (const number of ['110', '119', '120']) await expect(told).toContainText(number);
  await chooseKindAtDesk(agent, '松动');
  await expect(told).toHaveCount(0);
  await agent.getByLabel('有人受伤').check();
  await expect(told).toBeInViewport();
});
