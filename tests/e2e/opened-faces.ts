import { expect, type Locator, type Page } from '@playwright/test';
import type { Notice } from '#domain/contract/notices.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { PersonWhole } from '#domain/contract/people.ts';
import { changed, type Face, type Say, type Shown } from './face.ts';
import { answerMatching, answerNoMatching } from './matching-answers.ts';
import { aPhoto } from './photo.ts';

const icon = '(^|.*\\s)'; // an icon has a name of its own before a button's words

const named = (page: Page | Locator, name: string): Locator =>
  page.getByRole('button', { name: new RegExp(`${icon}${name.replaceAll(/\{\{\w+\}\}/g, '\\d+').replaceAll(/[()（）?]/g, '.')}`) }).first();

/** Presses what is called so, and waits for what opens. */
const press =
  (key: string, seen: string): NonNullable<Face['open']> =>
  async (page, say) => {
    await named(page, say(key)).click();
    await page.locator(seen).first().waitFor();
  };
const dialog = '[role=dialog]';

/** An answer that the city's own server never gives, so that a real fault of it is still seen in the console. */
const failing =
  (path: RegExp): NonNullable<Face['answer']> =>
  async (page) => {
    await page.route(path, (route) => route.fulfill({ status: 502, body: '' }));
  };

const oneOrder = /\/api\/v1\/orders\/\d+$/;
/** An order whose caller waits to be called back, and the two numbers that were left with it. */
const toCallBack: NonNullable<Face['answer']> = async (page) => {
  const actions: Order['actions'] = ['call_back', 'no_answer', 'not_solved', 'close'];
  await changed<Order>(oneOrder, ({ reports }) => ({ state: 'checked', actions, reports: reports.map((report) => ({ ...report, hasContact: true })) }))(page);
  const contacts = [
    { number: 'SQ-1', name: '王女士', phone: '13800138000' },
    { number: 'SQ-2', name: null, phone: '021-64380000' },
  ];
  await page.route(/\/api\/v1\/orders\/\d+\/contacts$/, (route) => route.fulfill({ json: { contacts } }));
};

/** A bill that its payer disputes with two photos. */
const disputed = changed<Order>(oneOrder, ({ unit }) => ({
  liability: [
    {
      id: '3',
      unit: unit.name,
      fallbackUnit: { zh: '龙华街道网格化管理中心', en: 'Longhua Street Grid Centre' },
      openedAt: '2026-11-24T02:00:00.000Z',
      reason: { code: 'liability-late' },
      billFen: 86_500,
      billNote: '井盖一套，夜间围挡两小时',
      billedAt: '2026-11-25T02:00:00.000Z',
      settledAt: null,
      outcome: null,
      settlement: null,
      objection: {
        at: '2026-11-26T02:00:00.000Z',
        by: { zh: '排水刘', en: 'Liu, drainage clerk' },
        note: '现场是燃气的井，盖上有字，见照片；围挡也是燃气单位先到的。',
      },
      objectionPhotos: ['1', '2'].map((id) => ({ id, url: '/photos-of-an-objection', width: 640, height: 480 })),
      mayBill: false,
      mayObject: true,
      maySettle: false,
    },
  ],
}));
const disputedWithPhotos: NonNullable<Face['answer']> = async (page) => {
  await disputed(page);
  const { buffer: body } = await aPhoto('objection.jpg');
  await page.route('**/photos-of-an-objection', (route) => route.fulfill({ contentType: 'image/jpeg', body }));
};

/** Somebody whose unit has ended. */
const ofAnEndedUnit = changed<PersonWhole>(/\/api\/v1\/people\/[^/]+$/, ({ person }) => ({
  person: {
    ...person,
    grants: [{ role: 'clerk', place: null, unit: { id: 'ended', name: { zh: '市第二信息管线公司', en: 'Second Telecom Ducts' }, hasEnded: true } }],
  },
}));

const orders = /\/api\/v1\/orders\?/;

const aNotice: Notice = {
  id: '9',
  kind: 'supervised',
  orderId: '41',
  publicNoticeId: null,
  assetId: null,
  unit: null,
  state: 'in_progress',
  at: '2026-11-26T08:15:00.000Z',
  readAt: null,
};
/** A bell with the longest that it tells: a claim, a bill settled, a case taken over. */
const toldInBell: NonNullable<Face['answer']> = (page) =>
  page.route(/\/api\/v1\/notices(\/read)?$/, (route) => {
    const claim: Notice = { ...aNotice, id: '8', kind: 'claim-waiting', orderId: null, publicNoticeId: '12', assetId: '31010401020000013', state: null };
    const unit = { zh: '市排水企业', en: 'City Drainage' };
    const notices = [aNotice, { ...claim, unit }, { ...aNotice, id: '7', kind: 'settled', state: 'closed' }, { ...aNotice, id: '6', kind: 'case-yours' }];
    return route.fulfill({ json: { notices, unread: 2 } });
  });

const chooseSome = async (page: Page, say: Say): Promise<void> => {
  await named(page, say('desk.many.select')).click();
  const boxes = page.locator('.order-line-boxed input[type=checkbox]');
  await boxes.first().waitFor();
  for (let i = 0; i < Math.min(4, await boxes.count()); i++) await boxes.nth(i).check();
};

const recordAct =
  (act: string): NonNullable<Face['open']> =>
  async (page, say) => {
    await named(page, say('registry.edit.others')).click();
    await page.getByRole('menuitem', { name: say(`registry.${act}.open`), exact: true }).click();
    await page.locator(dialog).first().waitFor();
  };

const orderForm =
  (key: string): NonNullable<Face['open']> =>
  async (page) => {
    const act = page.locator(`.order-buttons [aria-keyshortcuts="${key}"]`);
    await page.locator('.order-buttons .ant-btn').first().waitFor(); // they come after the order
    if (!(await act.isVisible())) await page.locator('.order-more').click();
    await act.click();
    await page.locator('.action-form').waitFor();
  };

const desk = ({ order, address }: Shown): Face[] => {
  const as = 'district-dispatcher';
  return [
    {
      name: 'desk-table',
      path: '/desk',
      as,
      whole: '.order-table tbody tr',
      answer: changed(/\/api\/v1\/account\/preferences/, { queueView: 'table', queueColumns: ['number', 'kind', 'state', 'due', 'address', 'unit'] }),
    },
    { name: 'desk-many', path: '/desk', as, whole: '.order-line', open: chooseSome },
    {
      name: 'desk-many-acting',
      path: '/desk',
      as,
      whole: '.order-line',
      open: async (page, say) => {
        await chooseSome(page, say);
        await page.locator('.desk-tools button[aria-pressed=true] + button').click();
        await page.locator(dialog).first().waitFor();
        await page.locator('#many-act').click();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      },
    },
    {
      name: 'desk-keys',
      path: '/desk',
      as,
      whole: '.order-line',
      open: async (page) => {
        await page.keyboard.press('?');
        await page.locator('.key-columns').waitFor();
      },
    },
    { name: 'desk-handover', path: '/desk', as, whole: '.order-line', open: press('desk.handover.title', '.handover') },
    { name: 'desk-saved', path: '/desk?hazard=1', as, whole: '.order-line', open: press('desk.saved.title', '.saved-filters') },
    { name: 'desk-order-send', path: `/desk/${order}`, as, whole: '.order-panel', open: orderForm('d') },
    { name: 'desk-order-merge', path: `/desk/${order}`, as, whole: '.order-panel', open: orderForm('=') },
    { name: 'desk-order-choose', path: `/desk/${order}`, as, whole: '.order-panel', open: orderForm('.') },
    {
      name: 'desk-order-call-back',
      path: `/desk/${order}`,
      as,
      whole: '.order-panel',
      answer: toCallBack,
      open: async (page, say) => {
        await orderForm('l')(page, say);
        await named(page.locator('.action-form'), say('orders.contacts.show')).click();
        await page.locator('.action-form .contacts a').first().waitFor();
      },
    },
    { name: 'desk-order-none', path: '/desk/999999999', as, whole: '.absent' },
    { name: 'desk-empty', path: '/desk', as, whole: '.nothing', answer: changed(orders, { orders: [], nextCursor: null, counts: {} }) },
    { name: 'desk-failing', path: '/desk', as, whole: '.ant-alert', answer: failing(orders) },
    { name: 'desk-dangers', path: '/desk?hazard=1&sort=due', as, whole: '.order-line' },
    {
      name: 'desk-new-heard',
      path: '/desk/new',
      as,
      whole: '.new-report',
      open: async (page) => {
        await page.locator('#new-callerPhone').fill('13800138000');
        await page.locator('#new-text').fill('斜土路1175弄门口的电力井盖没了，刚才有自行车差点掉进去');
        await page.locator('#new-address').fill(address);
        await page.locator('.likely-wells .ant-alert, .likely').first().waitFor();
      },
    },
    {
      name: 'desk-legend',
      path: '/desk',
      as,
      whole: '.order-line',
      open: async (page, say) => {
        const toMap = page.locator('.pane-switch').getByText(say('staff.map'), { exact: true });
        if (await toMap.isVisible()) await toMap.click();
        await page.locator('.map-legend summary').click();
        await page.locator('.map-legend ul').first().waitFor();
      },
    },
    { name: 'desk-bell', path: '/desk', as, whole: '.order-line', answer: toldInBell, open: press('staff.notices.title', '.ant-popover') },
    { name: 'forbidden', path: '/people', as, whole: '.absent' },
  ];
};

const unit = ({ order, ownWell }: Shown): Face[] => {
  const as = 'drainage-clerk';
  return [
    { name: 'unit-informed', path: '/unit?part=informed', as, whole: '.order-line, .nothing' },
    { name: 'unit-done', path: '/unit?part=done', as, whole: '.order-line, .nothing' },
    {
      name: 'unit-order-objection',
      path: `/unit/${order}`,
      as,
      whole: '.order-panel',
      answer: disputedWithPhotos,
      open: (page) => page.locator('.photo-strip').first().scrollIntoViewIfNeeded(),
    },
    { name: 'unit-order-return', path: `/unit/${order}`, as, whole: '.order-panel', open: orderForm('t') },
    { name: 'unit-well', path: `/unit/wells/${ownWell}`, as, whole: '.status-choice' },
    { name: 'unit-wells-many', path: '/unit/wells', as, whole: '.asset-line', open: press('unit.many.select', '.desk-tools .field-hint') },
    { name: 'unit-wells-none', path: '/unit/wells?q=zzzz', as, whole: '.nothing' },
    {
      name: 'unit-duty-shift',
      path: '/unit/duty',
      as,
      whole: '.roster-foot',
      open: async (page, say) => {
        const save = page.locator('.roster-foot .ant-btn-primary');
        await expect(save, 'there is nothing to save yet').toBeDisabled();
        await named(page, say('staff.roster.add')).click();
        await named(page, say('staff.roster.add')).click();
        await expect(save).toBeEnabled();
      },
    },
  ];
};

const registry = ({ plate, at, file }: Shown): Face[] => {
  const as = 'registrar';
  const well = `/registry/${plate}`;
  const life = '.identity-card';
  return [
    { name: 'registry-found', path: `/registry?q=${plate.slice(-6)}`, as, whole: '.asset-line' },
    { name: 'registry-none', path: '/registry?q=zzzzzz', as, whole: '.nothing' },
    { name: 'registry-failing', path: '/registry', as, whole: '.ant-alert', answer: failing(/\/api\/v1\/assets\?/) },
    { name: 'registry-more', path: '/registry?builtFrom=2001&status=damaged,missing', as, whole: '.asset-line, .nothing' },
    { name: 'registry-export', path: '/registry', as, whole: '.asset-line', open: press('registry.export.open', dialog) },
    { name: 'registry-plates', path: '/registry', as, whole: '.asset-line', open: press('registry.plates.open', dialog) },
    { name: 'registry-new', path: `/registry/new?at=${at.lon},${at.lat},18`, as, whole: '.register-form' },
    {
      name: 'registry-asset-past',
      path: `${well}?on=${new Date().getFullYear() - 1}-06-01`,
      as,
      whole: '.as-of-past ~ .identity-card, .as-of-past ~ .nothing',
    },
    { name: 'registry-asset-edit', path: well, as, whole: life, open: press('registry.edit.open', dialog) },
    { name: 'registry-asset-cover', path: well, as, whole: life, open: press('registry.cover.open', dialog) },
    { name: 'registry-asset-merge', path: well, as, whole: life, open: recordAct('merge') },
    { name: 'registry-asset-split', path: well, as, whole: life, open: recordAct('split') },
    { name: 'registry-asset-retire', path: well, as, whole: life, open: recordAct('retire') },
    { name: 'registry-asset-none', path: '/registry/31010401010000019', as, whole: '.absent' },
    { name: 'registry-import', path: `/registry/imports/${file}`, as, whole: '.doubt' },
    { name: 'registry-import-none', path: '/registry/imports/999999', as, whole: '.absent' },
    { name: 'registry-past-near', path: `/registry/past?at=${at.lon},${at.lat},17`, as, whole: '.asset-line' },
    { name: 'registry-ownerless-open', path: '/registry/ownerless?show=open', as, whole: '.ownerless-notice, .ownerless .nothing' },
    { name: 'registry-ownerless-settled', path: '/registry/ownerless?show=settled', as, whole: '.ownerless-notice, .ownerless .nothing' },
    { name: 'registry-ownerless-wells', path: '/registry/ownerless?show=wells', as, whole: '.ownerless-row, .ownerless .nothing' },
  ];
};

const analyst: Face[] = [
  { name: 'scores-street', path: '/scores?by=street', as: 'analyst', whole: '.scores-table' },
  { name: 'scores-none', path: '/scores?period=1999', as: 'analyst', whole: '.nothing' },
  {
    name: 'scores-cases',
    path: '/scores',
    as: 'analyst',
    whole: '.scores-figure',
    open: async (page) => {
      await page.locator('.scores-figure').first().click();
      await page.locator('[role=dialog] li').first().waitFor();
    },
  },
  { name: 'analysis-late', path: '/analysis?standing=late&hazard=1', as: 'analyst', whole: '.analysis-total' },
  { name: 'analysis-failing', path: '/analysis', as: 'analyst', whole: '.ant-alert', answer: failing(/\/api\/v1\/analysis/) },
  {
    name: 'analysis-matching-wrong',
    path: '/analysis/matching?place=310104&bin=9&which=wrong',
    as: 'analyst',
    whole: '.matching-version',
    answer: answerMatching,
    open: async (page) => {
      await page.locator('.matching-versions details').nth(1).locator('summary').click();
    },
  },
  { name: 'analysis-matching-empty', path: '/analysis/matching', as: 'analyst', whole: '.matching-empty .nothing', answer: answerNoMatching },
  { name: 'analysis-matching-failing', path: '/analysis/matching', as: 'analyst', whole: '.ant-alert', answer: failing(/\/api\/v1\/analysis\/matching/) },
];

const openPerson = async (page: Page): Promise<void> => {
  await page.locator('.person-line').nth(1).click();
  await page.locator('.person-acts').waitFor();
};

const administrator: Face[] = [
  {
    name: 'network-draft',
    path: '/network',
    as: 'administrator',
    whole: '.network-rules',
    open: async (page, say) => {
      const draft = page.locator('.network-sets button', { hasText: say('network.draft') }).first();
      await page.locator('.network-sets button').first().waitFor();
      await ((await draft.count()) > 0 ? draft : named(page, say('network.copy'))).click();
      await page.locator('.network-sets button[aria-pressed=true]', { hasText: say('network.draft') }).waitFor();
      await page.locator('.network-run').first().waitFor();
      await named(page, say('network.run.start')).click();
      await page.locator('.network-run [role=status]').waitFor();
    },
  },
  {
    name: 'network-rule',
    path: '/network',
    as: 'administrator',
    whole: '.network-rules',
    open: async (page, say) => {
      const draft = page.locator('.network-sets button', { hasText: say('network.draft') }).first();
      await page.locator('.network-sets button').first().waitFor();
      await ((await draft.count()) > 0 ? draft : named(page, say('network.copy'))).click();
      await page.locator('.network-rules td .ant-btn').first().click();
      await page.locator('.network-form').waitFor();
    },
  },
  {
    name: 'network-unit',
    path: '/network/units',
    as: 'administrator',
    whole: '.unit-line',
    open: async (page) => {
      await page.locator('.unit-line').nth(2).click();
      await page.locator('.unit-form .ant-btn').first().waitFor();
    },
  },
  { name: 'network-unit-new', path: '/network/units', as: 'administrator', whole: '.unit-line', open: press('network.units.add', '.unit-form') },
  { name: 'people-invite', path: '/people', as: 'administrator', whole: '.person-line', open: press('people.invite', '.people-form') },
  {
    name: 'people-person',
    path: '/people',
    as: 'administrator',
    whole: '.person-line',
    open: openPerson,
  },
  { name: 'people-person-ended', path: '/people', as: 'administrator', whole: '.person-line', answer: ofAnEndedUnit, open: openPerson },
];

/** What a hand opens on the staff's pages, and their pages with nothing to show, with no answer, or not theirs. */
export const openedFaces = (shown: Shown): Face[] => [...desk(shown), ...unit(shown), ...registry(shown), ...analyst, ...administrator];
