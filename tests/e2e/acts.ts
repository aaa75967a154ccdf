import type { HandOn } from './hand.ts';
import { lineTo } from './order-page.ts';
import { tapMap } from './report-page.ts';
import { type At, expect } from './story.ts';

/** Tabs on to a field as a person does who sees where the ring is. */
const tabTo = async ({ page, press }: HandOn, selector: string, most = 8): Promise<void> => {
  const isThere = () => page.locator(`${selector}:focus`).count();
  for (let steps = 0; steps < most && (await isThere()) === 0; steps += 1) await press('Tab');
  await expect(page.locator(selector)).toBeFocused();
};

interface Call {
  readonly phone: string;
  /** As much of the kind's name as finds it. */
  readonly kind: string;
  readonly words: string;
  readonly address: string;
  /** Read out by the caller from the cover. */
  readonly plate: string;
  /** What was reported there before. */
  readonly before: string;
}

/** An agent's whole act, from the ringing telephone to the number that the caller is told, with no hand on the mouse. */
export const takeCall = async (hand: HandOn, call: Call): Promise<string> => {
  const { page, press, type, sees } = hand;
  await sees(page.locator('[aria-keyshortcuts="n"]')); // the desk stands, and its keys with it
  await press('n');
  await expect(page.locator('#new-callerPhone')).toBeFocused();
  await type(call.phone);
  await tabTo(hand, '#new-kind');
  await type(call.kind);
  await sees(page.locator('.ant-select-dropdown:visible .ant-select-item-option').first(), call.kind);
  await press('Enter');
  await expect(page.locator('.ant-select-dropdown:visible')).toHaveCount(0); // until it is shut the next Tab is the list's own
  await tabTo(hand, '#new-text');
  await type(call.words);
  await tabTo(hand, '#new-address');
  await type(call.address);
  await sees(page.locator('.likely-wells .ant-alert'));
  await tabTo(hand, '#new-plate');
  await type(call.plate);
  await sees(page.locator('.known-reports').last(), call.before);
  await press('Enter');
  await sees(page.locator('.taken-number'));
  return ((await page.locator('.taken-number').textContent()) ?? '').match(/[0-9A-Z-]{10,40}/)?.[0] ?? '';
};

/** From a figure to its orders, and one of them open. */
export const openOrdersBehind = async ({ page, click, sees }: HandOn, group: string, order: string): Promise<void> => {
  await click(page.locator('.analysis-bar', { hasText: group }));
  const line = page.locator('.analysis-orders').locator(lineTo(page, '/desk', order));
  await sees(line);
  await click(line);
  await sees(page.locator('.order-panel'));
};

/** The newest danger to who must act: one key opens it, one takes what is suggested. */
export const acceptNewestDanger = async ({ page, press, sees }: HandOn): Promise<void> => {
  await expect(page.locator('[aria-keyshortcuts]').first()).toBeVisible(); // letters do something
  await press('1');
  await sees(page.locator('.order-panel .order-buttons [aria-keyshortcuts="q"]'), /派给/);
  await press('q');
  await sees(page.locator('.story-event').first(), '按系统建议派单');
};

/** From the inbox to signed. */
export const signFromInbox = async ({ page, click, sees }: HandOn, order: string): Promise<void> => {
  await click(lineTo(page, '/unit', order));
  await click(page.locator('.order-panel').getByRole('button', { name: /^签\s?收/ }));
  await sees(page.locator('.order-head-tags'), '已签收');
};

/** A crew's phone: there, safe, photographed. The camera itself is one more press. */
export const makeSafe = async ({ page, click, sees }: HandOn, order: string, photo: () => Promise<void>): Promise<void> => {
  await click(page.locator(`.crew-job[href="/crew/${order}"]`));
  await click(page.getByRole('button', { name: '我到了' }));
  await click(page.getByRole('button', { name: '危险已消除' }));
  await click(page.locator('.crew-photos').getByRole('button'));
  await photo();
  await sees(page.locator('.crew-photos img'));
  await sees(page.locator('.crew-place'), '已记下');
  await click(page.getByRole('button', { name: '确认：危险已消除' }));
  await sees(page.locator('.crew-acts'), '签收');
};

/** One well from a number that was read in part: its plate and its life. */
export const findByHalfNumber = async ({ page, type, click, sees }: HandOn, number: string): Promise<void> => {
  await expect(page.getByLabel('编号（记得几位都行）')).toBeFocused(); // as soon as the page stands: nobody has to click
  await type(number.slice(-7)); // a serial and its check character are what is left legible longest
  const line = page.locator(`a[href^="/registry/${number}"]`);
  await sees(line);
  await click(line);
  await sees(page.locator('.identity-card'));
  await sees(page.locator('.life-event').first());
};

/** A person invited: who, what they are, and the link to give them. */
export const invitePerson = async ({ page, click, type, sees }: HandOn, who: { username: string; zh: string; en: string }): Promise<string> => {
  await click(page.getByRole('button', { name: '邀请人员' }));
  const dialog = page.getByRole('dialog');
  for (const [label, words] of [
    ['用户名', who.username],
    ['姓名（中文）', who.zh],
    ['姓名（英文）', who.en],
  ] as const) {
    await click(dialog.getByLabel(label));
    await type(words);
  }
  await click(dialog.getByRole('button', { name: '全市' }));
  await click(dialog.getByRole('button', { name: '生成邀请链接' }));
  const link = dialog.locator('.ant-alert .mono');
  await sees(link, '/join#');
  return (await link.textContent()) ?? '';
};

interface Hole {
  /** Where the person stands, and where on the map they tap. */
  readonly at: At;
  readonly tapped: At;
  /** What is wrong with it, by its picture's word. */
  readonly kind: string;
  /** Taken by the phone's own camera once its button was pressed. */
  readonly photo?: () => Promise<{ name: string; mimeType: string; buffer: Buffer }>;
}

/**
 * A citizen's whole act at the hole, from the address to the number. With a photo they choose what lies around them by its words, since a hole that is photographed is stood at; else
 * they tap it on the map.
 * @returns the number that they are told
 */
export const pinToNumber = async (hand: HandOn, { at, tapped, kind, photo }: Hole): Promise<string> => {
  const { page, tap, sees } = hand;
  await hand.open('/');
  await hand.letBeFound();
  const first = page.locator('.choice').first();
  if (photo) await sees(first, '离您');
  else {
    await sees(page.locator('.report-map .map-mark-pin'));
    await tap(async () => {
      await expect(first).toContainText('离您');
      await tapMap(page, at, tapped);
      await expect(first).not.toContainText('离您');
      await expect(first.locator('input')).toBeEnabled(); // those of the place before cannot be chosen any more
    });
    await sees(first);
  }
  await tap(first);
  await sees(page.locator('.kind').first());
  await tap(page.locator('.kind', { hasText: kind }).first());
  if (photo) {
    const camera = page.waitForEvent('filechooser');
    await tap(page.getByRole('button', { name: '拍照或选照片' }));
    await (await camera).setFiles(await photo());
    await sees(page.locator('.photo-list img'));
  }
  await tap(page.getByRole('button', { name: '提交', exact: true }));
  const number = page.getByTestId('report-number');
  await sees(number);
  return (await number.textContent())?.trim() ?? '';
};
