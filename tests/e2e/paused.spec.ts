import { fillAndConfirm, openOrder, press, stateOf } from './order-page.ts';
import { findOrderId, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('an order is paused on approval, taken up by three bodies, checked and called back; its caller says that it is not solved', async ({
  citizen,
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'water', '310104', 8);
  const phone = await citizen();
  const number = await sendReport(well, { kind: 'cover_noisy', text: '车一过就咣当响', phone: '13800138002' });
  const order = await findOrderId(registry, number);
  await phone.goto(`/r/${number}`);
  const state = phone.getByTestId('report-state');
  const owner = await staff('water-clerk');

  await openOrder(owner, '/unit', order);
  await press(owner, '签收');
  await expect(stateOf(owner)).toContainText('已签收');
  await press(owner, '开始处置');
  await expect(stateOf(owner)).toContainText('处置中');
  await fillAndConfirm(owner, '申请挂账', { note: '等掘路许可', day: inDays(9) });
  await expect(owner.locator('.order-panel')).toContainText('待审批：等掘路许可');

  const dispatcher = await staff('district-dispatcher', `/desk/${order}`);
  await press(dispatcher, '同意挂账');
  await expect(stateOf(dispatcher)).toContainText('挂账中');
  await expect(dispatcher.locator('.order-clock-close')).toContainText('挂账期间暂停');
  await expect(state).toHaveAttribute('data-state', 'paused');
  await fillAndConfirm(dispatcher, '恢复办理', { note: '许可已批' });
  await expect(state).toHaveAttribute('data-state', 'in_progress');

  const supervisor = await staff('supervisor', `/desk/${order}`);
  await fillAndConfirm(supervisor, '督办', { note: '居民多次反映', bodies: ['热线办', '监察局', '政府督查室'] });
  await expect(supervisor.locator('.order-panel')).toContainText('列入督办（热线办、监察局、政府督查室）：居民多次反映');
  await expect(owner.locator('.order-panel'), 'who acts on what they have not seen yet is shown it first').toContainText('列入督办');

  await fillAndConfirm(owner, '处置完成', { reply: '已更换防响胶圈', photo: 'done.jpg' });
  await expect(stateOf(owner)).toContainText('待核查');
  await press(dispatcher, '核查通过，待回访');
  await expect(stateOf(dispatcher)).toContainText('待回访');
  const agent = await staff('agent', `/desk/${order}`);
  await press(agent, '回访');
  const ringing = agent.getByRole('form', { name: '回访' });
  await ringing.getByRole('button', { name: '显示联系方式' }).click();
  await expect(ringing.getByRole('link', { name: '13800138002' }), 'the number is at hand where it is rung').toHaveAttribute('href', 'tel:13800138002');
  await ringing.getByRole('button', { name: /取\s?消/ }).click();
  await fillAndConfirm(agent, '回访', { grades: ['满意', '基本满意', '一般'] });
  await expect(stateOf(agent)).toContainText('已回访');

  await expect(state).toHaveAttribute('data-state', 'called_back');
  await phone.getByRole('radio', { name: '没有解决' }).check();
  await phone.getByLabel('哪里没有解决').fill('夜里还是响');
  await phone.reload();
  await expect(phone.getByLabel('哪里没有解决')).toHaveValue('夜里还是响');
  await phone.getByRole('button', { name: '提交，要求复查' }).click();
  await expect(phone.getByText(/^已记录，最迟 .+ 前复查。$/)).toBeVisible();
  await expect(state).toHaveAttribute('data-state', 'dispatched');
  await expect(phone.locator('.timeline li').first()).toContainText('夜里还是响');
  await expect(dispatcher.locator('.order-panel')).toContainText('复查');
  await expect(dispatcher.getByRole('heading', { name: '来电人评价' }).locator('..')).toContainText('夜里还是响');
});
