import { affected, oneRow, sql } from '#db/sql.ts';
import { fillAndConfirm, lineTo, stateOf } from './order-page.ts';
import { findOrderId, findWell, listAccountable } from './registry.ts';
import { sendReport } from './send-report.ts';
import { deskSize, expect, holdSession, openWindow, sessionHashOf, signIn, test, wallSize } from './story.ts';

test('a supervisor’s wall shows a new danger without a touch or scrolling; they take it up, a leader sends it on in person, and unit, wall and supervisor see it at once', async ({
  stranger,
  staff,
  pageOf,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 18);
  const supervisor = await stranger(wallSize);
  await signIn(supervisor, 'supervisor');
  await supervisor.goto('/wall');
  const great = supervisor.locator('.wall-great');
  await expect(great).toBeVisible();
  await expect(supervisor.locator('.wall-live')).toContainText('实时');
  const shown = async () => Number((await great.textContent())?.replaceAll(',', ''));
  /** Other stories' dangers come and go meanwhile. */
  const countDangers = async () =>
    (await oneRow<{ n: number }>(registry, sql`select count(*)::integer as n from orders where is_hazard and state not in ('closed', 'void', 'merged')`)).n;
  await expect.poll(async () => (await shown()) - (await countDangers())).toBe(0);
  await supervisor.evaluate('window.neverReloaded = true');

  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_missing', text: '路中间一个洞', isNotListed: true }));
  await expect.poll(async () => (await shown()) - (await countDangers())).toBe(0);
  const unheld = '没有滚动条：一眼看完';
  expect(
    await supervisor.evaluate<boolean>('document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth'),
    unheld,
  ).toBe(true);
  expect(await supervisor.evaluate('window.neverReloaded')).toBe(true);

  // The leader of the district sends it on in person; the supervisor has taken it up before, and the leader reads that.
  const desk = await staff('supervisor', `/desk/${order}`);
  await fillAndConfirm(desk, '督办', { note: '学校门口，今日内必须排险', bodies: ['热线办'] });
  const leader = await stranger(wallSize);
  await signIn(leader, 'leader');
  await leader.goto(`/desk/${order}`);
  await expect(leader.locator('.order-panel')).toContainText('列入督办（热线办）');
  // The line of the unit's page opens late, on a full network: what came to it after its queue was loaded it shows all the same.
  const unit = await pageOf(deskSize, undefined, 'water-clerk');
  const opened = Promise.withResolvers<void>();
  await unit.route('**/api/v1/events', async (route) => {
    await opened.promise;
    await route.continue();
  });
  await unit.goto('/unit');
  await expect(unit.locator('a[href^="/unit/"]').first()).toBeVisible();
  await fillAndConfirm(leader, '改派', { unit: '市供水', note: '现场看过，是供水的井' });
  await expect(stateOf(leader)).toContainText('待签收');
  await expect.poll(async () => (await listAccountable(registry, order)).at(-1)).toBe('water');
  opened.resolve();
  await expect(lineTo(unit, '/unit', order)).toContainText('危险');
  await expect(desk.locator('.order-panel')).toContainText('现场看过，是供水的井');
});

test('a wall keeps its session by asking, for a month at most, and what it shows, with its day and hour, while nobody answers it', async ({
  browser,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 34);
  const window = await openWindow(browser, wallSize); // the browser writes a line for each answer of 503
  await holdSession(window, 'supervisor');
  const page = await window.newPage();
  await page.goto('/wall');
  await expect(page.locator('.wall-live')).toContainText('实时');
  const session = await sessionHashOf(window);
  const hoursLeft = async () =>
    (
      await oneRow<{ hours: number }>(
        registry,
        sql`select extract(epoch from expires_at - now())::float8 / 3600 as hours from sessions where token_hash = ${session}`,
      )
    ).hours;
  // It hung there for ten hours: an hour is left of its twelve.
  await affected(registry, sql`update sessions set expires_at = now() + interval '1 hour' where token_hash = ${session}`);
  await sendReport(well, { kind: 'well_smell', text: '墙上多了一件' });
  await expect.poll(hoursLeft, { timeout: 45_000 }).toBeGreaterThan(11);
  const [cookie] = (await window.cookies()).filter(({ httpOnly }) => httpOnly);
  expect((cookie?.expires ?? 0) - Date.now() / 1000, 'the browser keeps it as long').toBeGreaterThan(11 * 3600);
  await page.route('**/api/v1/wall', (route) => route.fulfill({ status: 503, body: '' }));
  await sendReport(well, { kind: 'cover_noisy', text: '一过车就响' });
  await expect(page.locator('.wall-live')).toContainText(/停在 \d+\u2060月\u2060\d+\u2060日/);
  await expect(page.locator('.wall-great')).toBeVisible();
  // A month after its person signed in it is theirs to sign in anew: it says so and keeps what it shows.
  await page.unroute('**/api/v1/wall');
  await affected(registry, sql`delete from sessions where token_hash = ${session}`);
  await expect(page.locator('.wall-live')).toContainText('登录已过期，停在', { timeout: 60_000 });
  await expect(page.locator('.wall-great')).toBeVisible();
  await window.close();
});
