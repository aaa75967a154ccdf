import type { Page } from '@playwright/test';
import { acceptNewestDanger, findByHalfNumber, invitePerson, makeSafe, openOrdersBehind, signFromInbox, takeCall } from './acts.ts';
import { aDangerToAccept } from './danger-to-accept.ts';
import type { HandOn } from './hand.ts';
import { lineTo } from './order-page.ts';
import { aPhoto } from './photo.ts';
import { findAddress, findOrderId, findWell } from './registry.ts';
import { beside } from './report-page.ts';
import { sendReport } from './send-report.ts';
import { expect, phoneSize, test, wallSize } from './story.ts';
import { type Budget, isKept, lineOf, type Measured, measureAct } from './told-budgets.ts';

const measured: Measured[] = [];

const measure = async (page: Page, budget: Budget, act: (hand: HandOn) => Promise<unknown>): Promise<void> => {
  measured.push(await measureAct(page, budget, act));
};

// As the citizen's: `npm run budgets` measures on a quiet machine. What a hand and a head need is reckoned by the keystroke-level model (hand.ts).
if (process.env['BUDGETS'])
  test.describe('what docs/design.md promises of the staff’s main acts', () => {
    test.describe.configure({ mode: 'default' });
    test.afterAll(() => {
      console.log(measured.map(lineOf).join('\n'));
      expect(measured.filter((one) => !isKept(one)).map(lineOf)).toEqual([]);
    });

    test('an agent: call to order', async ({ staff, registry }) => {
      const well = await findWell(registry, 'drainage', '310104', 31);
      await sendReport(well, { kind: 'cover_loose', text: '井盖松了' });
      const plate = well.id;
      const address = await findAddress(registry, plate);
      const call = { phone: '13800138031', kind: '松动', words: '骑车压过去差点摔倒', address, plate, before: '井盖松动' };
      await measure(await staff('agent', '/desk'), { who: 'agent', act: 'call to order', seconds: 60, clicks: 0 }, (hand) => takeCall(hand, call));
    });

    test('a dispatcher: newest danger to who must act', async ({ staff, registry }) => {
      const desk = await staff('huangpu-dispatcher', '/desk');
      const { id } = await aDangerToAccept(registry, desk);
      await expect(lineTo(desk, '/desk', id)).toBeVisible();
      await measure(desk, { who: 'dispatcher', act: 'newest danger dispatched', seconds: 5, keys: 2, clicks: 0 }, acceptNewestDanger);
    });

    test('a clerk: inbox to signed', async ({ staff, registry }) => {
      const well = await findWell(registry, 'drainage', '310104', 32);
      const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_noisy', text: '一过车就响' }));
      const page = await staff('drainage-clerk', '/unit');
      await expect(lineTo(page, '/unit', order)).toBeVisible();
      await measure(page, { who: 'clerk', act: 'inbox to signed', clicks: 2 }, (hand) => signFromInbox(hand, order));
    });

    test('a crew: arrive, make safe, photograph', async ({ pageOf, registry }) => {
      const well = await findWell(registry, 'drainage', '310104007', 3);
      const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_missing', text: '路边一个洞', isNotListed: true }));
      const page = await pageOf(phoneSize, beside(well, 1, 1), 'street-crew');
      await page.goto('/crew');
      await expect(page.locator(`.crew-job[href="/crew/${order}"]`)).toBeVisible();
      const photo = async () => page.getByTestId('crew-photo').setInputFiles(await aPhoto('safe.jpg'));
      await measure(page, { who: 'crew', act: 'arrive, make safe, photograph', seconds: 40, clicks: 6 }, (hand) => makeSafe(hand, order, photo));
    });

    test('a registrar: one well from half its number', async ({ staff, registry }) => {
      const well = await findWell(registry, 'water', '310104', 13);
      await measure(await staff('registrar', '/registry'), { who: 'registrar', act: 'a well from half its number', seconds: 10 }, (hand) =>
        findByHalfNumber(hand, well.id),
      );
    });

    test('an analyst: a figure to its orders', async ({ staff, registry }) => {
      const well = await findWell(registry, 'drainage', '310104', 34);
      const order = await findOrderId(registry, await sendReport(well, { kind: 'well_smell', text: '臭味很重' }));
      const page = await staff('analyst', '/analysis');
      await measure(page, { who: 'analyst', act: 'a figure to one of its orders', clicks: 2 }, (hand) => openOrdersBehind(hand, '井口异味', order));
    });

    test('an administrator: a person invited', async ({ staff }) => {
      const page = await staff('administrator', '/people');
      await measure(page, { who: 'administrator', act: 'a person invited', seconds: 30 }, (hand) =>
        invitePerson(hand, { username: 'wang.yi', zh: '王一', en: 'Wang Yi' }),
      );
    });

    test('a wall: one look', async ({ pageOf }) => {
      const page = await pageOf(wallSize, undefined, 'supervisor');
      await measure(page, { who: 'supervisor, leader', act: 'what burns now, from nothing on the wall', seconds: 5, clicks: 0, keys: 0 }, async (hand) => {
        const opened = page.goto('/wall');
        await hand.sees(page.locator('.wall-great'));
        await opened;
      });
    });
  });
