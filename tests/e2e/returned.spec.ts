import { fillAndConfirm, lineTo, stateOf } from './order-page.ts';
import { findOrderId, findWell, listAccountable } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

test('a unit returns what is not its own with a reason and a photo, and the street’s dispatcher sends it to another', async ({ citizen, staff, registry }) => {
  const well = await findWell(registry, 'drainage', '310104007', 2);
  const phone = await citizen();
  const number = await sendReport(well, { kind: 'cover_broken', text: '井盖裂成两半' });
  const order = await findOrderId(registry, number);
  const owner = await staff('drainage-clerk', `/unit/${order}`); // in its queue it may lie behind fifty that are due before it

  await fillAndConfirm(owner, '退单', { note: '盖面为上水字样，不属我单位', photo: 'evidence.jpg' });
  await expect(owner.locator('.order-queue').locator(lineTo(owner, '/unit', order))).toHaveCount(0);

  const dispatcher = await staff('street-dispatcher', `/desk/${order}`);
  await expect(dispatcher.locator('.order-panel')).toContainText('盖面为上水字样');
  await expect(dispatcher.locator('.story-event', { hasText: '退单' }), 'who has it now is not read as whom the returner works for').toContainText(
    /排水小刘\s· 交给/,
  );
  await fillAndConfirm(dispatcher, '改派', { unit: '供水', note: '现场核实为上水井' });
  await expect(stateOf(dispatcher)).toContainText('待签收');
  await expect.poll(async () => (await listAccountable(registry, order)).at(-1)).toBe('water');
  await owner.goto(`/desk/${order}`); // as a mail names it
  await expect(owner).toHaveURL(new RegExp(`/unit/${order}$`));
  await expect(owner.getByText(/这张工单已于 .+ 转给/), 'who had it reads that it went').toBeVisible();
  const [first, asked] = await listAccountable(registry, order);
  expect(first).toBe('drainage');
  expect(asked, 'the next likeliest owner or the street, never the one who denied it').not.toBe('drainage');

  const other = await staff('water-clerk', `/unit/${order}`);
  await expect(other.locator('.order-panel')).toContainText('井盖裂成两半');
  await phone.goto(`/r/${number}`);
  await expect(phone.getByText(/不属于原单位/)).toBeVisible();
});
