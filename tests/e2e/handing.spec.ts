import { fillAndConfirm, lineTo, openOrder, press, pressLetter, stateOf } from './order-page.ts';
import { findOrderId, findSpot, findWell, listAccountable } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

const signs = /^签\s?收/;

test('an order of a street is handed up, down again and across to another district; each centre has it to sign the moment it is theirs, and the citizen reads where it went', async ({
  citizen,
  staff,
  registry,
}) => {
  const spot = await findSpot(registry, '310104007', 6);
  const number = await sendReport({ ...spot, id: 'nobody-s', unit: '' }, { kind: 'cover_noisy', text: '路边的盖子一踩就晃', isNotListed: true });
  const order = await findOrderId(registry, number);
  expect(await listAccountable(registry, order)).toEqual(['centre-310104007']);
  const phone = await citizen();
  await phone.goto(`/r/${number}`);
  const latest = phone.locator('.timeline li').first();
  const [street, district, elsewhere] = [
    await staff('street-dispatcher', `/desk/${order}`),
    await staff('district-dispatcher', `/desk/${order}`),
    await staff('huangpu-dispatcher', '/desk'),
  ];
  await expect(street.getByRole('button', { name: signs })).toBeVisible();
  await expect(district.locator('.order-panel')).toContainText('一踩就晃');
  await expect(district.getByRole('button', { name: signs }), 'who only oversees it has nothing to sign').toHaveCount(0);
  await expect(elsewhere.getByRole('status').filter({ hasText: '实时' })).toBeVisible();
  await expect(lineTo(elsewhere, '/desk', order), 'another district knows nothing of it').toHaveCount(0);

  await pressLetter(street, 'u');
  await street.getByRole('form', { name: '上交' }).locator('#act-note').fill('要和路政一起看，街道办不了');
  await street.keyboard.press('Control+Enter');
  await expect(district.locator('.story-event').first()).toContainText('上交');
  await expect(district.locator('.story-event').first()).toContainText('街道办不了');
  await expect(district.getByRole('button', { name: signs })).toBeVisible();
  await expect(street.getByRole('button', { name: signs })).toHaveCount(0);
  await expect(latest).toContainText(/转由徐汇区.*处理/);

  await fillAndConfirm(district, '下派', { unit: '斜土路', note: '路政已看过，由街道垫平' });
  await expect(street.locator('.story-event').first()).toContainText('路政已看过');
  await expect(street.getByRole('button', { name: signs })).toBeVisible();
  await expect(district.getByRole('button', { name: signs })).toHaveCount(0);
  await expect(latest).toContainText(/转由.*斜土路.*处理/);

  await fillAndConfirm(street, '移交', { unit: '黄浦', note: '这一侧是黄浦区的路' });
  await expect(street.locator('.order-panel')).toContainText('当前由“黄浦区城市网格化管理中心”办理');
  await street.reload();
  await expect(street.getByRole('heading', { name: '工单已转出' })).toBeVisible();
  await expect(lineTo(elsewhere, '/desk', order), 'it comes by itself').toBeVisible();
  await openOrder(elsewhere, '/desk', order);
  await expect(elsewhere.locator('.story-event').first()).toContainText('这一侧是黄浦区的路');
  await press(elsewhere, '签收');
  await expect(stateOf(elsewhere)).toContainText('已签收');
  await expect(phone.getByTestId('report-state')).toHaveAttribute('data-state', 'signed');
  await expect(phone.locator('.timeline')).toContainText(/移交黄浦区.*处理/);
  expect(await listAccountable(registry, order)).toEqual(['centre-310104007', 'centre-310104', 'centre-310104007', 'centre-310101']);
});

test('a report that was joined wrongly is split out to an order of its own, which its caller and the unit see, and that is taken back', async ({
  citizen,
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 41);
  const first = await sendReport(well, { kind: 'cover_loose', text: '井盖一踩就翘' });
  const other = await sendReport(well, { kind: 'cover_loose', text: '是隔壁那个盖子松了' });
  const order = await findOrderId(registry, first);
  expect(await findOrderId(registry, other), 'one well, one order').toBe(order);
  const unit = await staff('drainage-clerk', `/unit/${order}`);
  const phone = await citizen();
  await phone.goto(`/r/${other}`);
  await expect(phone.locator('.timeline')).toContainText('同一处');
  const desk = await staff('district-dispatcher', `/desk/${order}`);
  await expect(unit.locator('.order-reports > li')).toHaveCount(2);

  await pressLetter(desk, '-');
  const form = desk.getByRole('form', { name: '拆分诉求' });
  await form.getByLabel('哪一件诉求').click();
  // By their words: two who call within a minute differ in nothing else that anybody knows.
  await desk.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '隔壁那个盖子' }).click();
  await expect(form).toContainText(other);
  await form.locator('#act-note').fill('来电人说的是隔壁的井');
  await desk.keyboard.press('Control+Enter');
  await expect(desk.locator('.story-event').first()).toContainText('拆分出一件诉求');
  await expect(desk.locator('.order-reports > li')).toHaveCount(1);
  await expect(unit.locator('.order-reports > li')).toHaveCount(1);
  await expect(unit.locator('.order-panel')).not.toContainText('隔壁那个盖子');
  const own = await findOrderId(registry, other);
  expect(own).not.toBe(order);
  await expect(phone.locator('.timeline'), 'its caller reads that it is its own matter now').toContainText('改为单独办理');

  await pressLetter(desk, 'z');
  await expect(desk.getByText('已撤回，恢复到上一步之前')).toBeVisible();
  await expect(desk.locator('.order-reports > li')).toHaveCount(2);
  await expect(unit.locator('.order-reports > li')).toHaveCount(2);
  expect(await findOrderId(registry, other)).toBe(order);
  await expect(phone.locator('.timeline')).not.toContainText('改为单独办理');
});

test('a unit asks for more time: the centre grants it once, the clock is another for unit and citizen; asked for another order it is refused with a reason', async ({
  citizen,
  staff,
  registry,
}) => {
  const [granted, refused] = [
    await sendReport(await findWell(registry, 'drainage', '310104', 44), { kind: 'cover_noisy', text: '过车就响' }),
    await sendReport(await findWell(registry, 'drainage', '310104', 45), { kind: 'cover_noisy', text: '半夜哐当响' }),
  ];
  const [hard, easy] = [await findOrderId(registry, granted), await findOrderId(registry, refused)];
  const unit = await staff('drainage-clerk', `/unit/${hard}`);
  const desk = await staff('district-dispatcher', `/desk/${hard}`);
  const phone = await citizen();
  await phone.goto(`/r/${granted}`);
  const closes = (page: typeof unit) => page.locator('.order-clock-close .remaining-exact');
  const before = (await closes(unit).textContent()) ?? '';
  const clock = phone.locator('.story-clock time');
  const promised = (await clock.getAttribute('datetime')) ?? '';

  await fillAndConfirm(unit, '申请延期', { note: '要定做异形井圈' });
  await expect(unit.locator('.order-panel')).toContainText('待审批：要定做异形井圈');
  await expect(desk.locator('.order-panel')).toContainText('待审批：要定做异形井圈');
  await pressLetter(desk, 'g');
  await expect(desk.locator('.story-event').first()).toContainText('同意延期');
  await expect(unit.locator('.story-event').first()).toContainText('同意延期');
  await expect(closes(unit)).not.toHaveText(before);
  await expect(unit.getByRole('button', { name: '申请延期' }), 'more time is given once').toHaveCount(0);
  await expect(phone.locator('.timeline li').first()).toContainText('同意延长办理时间');
  await expect
    .poll(async () => Date.parse((await clock.getAttribute('datetime')) ?? '') - Date.parse(promised), 'the citizen reads the later day too')
    .toBeGreaterThan(0);

  await unit.goto(`/unit/${easy}`);
  await desk.goto(`/desk/${easy}`);
  await phone.goto(`/r/${refused}`);
  await expect(stateOf(unit)).toContainText(easy);
  const same = (await closes(unit).textContent()) ?? '';
  await fillAndConfirm(unit, '申请延期', { note: '人手不够' });
  await fillAndConfirm(desk, '不同意延期', { note: '同类井三天可修好' });
  await expect(unit.locator('.story-event').first()).toContainText('同类井三天可修好');
  await expect(unit.locator('.order-panel')).not.toContainText('待审批');
  await expect(closes(unit)).toHaveText(same);
  await expect(phone.locator('.timeline'), 'what came to nothing concerns the units alone').not.toContainText('延长');
});
