import type { Page } from '@playwright/test';
import { aPhoto } from './photo.ts';
import { expect } from './story.ts';

// Ant Design sets a space between two Chinese characters on a button.
const named = (words: string) => new RegExp(`^${[...words].join('\\s?')}$`);
const button = (page: Page, words: string) => page.locator('.order-panel').getByRole('button', { name: named(words) });

/** An order's line in a queue, whatever the queue is narrowed to: 1 is none of 10's. */
export const lineTo = (page: Page, desk: '/unit' | '/desk', id: string) => page.locator(`a:is([href="${desk}/${id}"], [href^="${desk}/${id}?"])`);

/** Presses an act's letter once it does something: while another act is on its way, and before one's own letters are known, none does. */
export const pressLetter = async (page: Page, letter: string): Promise<void> => {
  await expect(page.locator(`[aria-keyshortcuts="${letter}"]`)).toBeEnabled();
  await page.keyboard.press(letter);
};

/** Opens an order from the queue, as it lies there. */
export const openOrder = async (page: Page, desk: '/unit' | '/desk', id: string): Promise<void> => {
  await lineTo(page, desk, id).first().click();
  await expect(page.getByRole('article', { name: `工单 ${id}`, exact: true })).toBeVisible();
};

/** Chooses the kind in the form that takes a call, by as much of its name as finds it. */
export const chooseKindAtDesk = async (page: Page, kind: string): Promise<void> => {
  await page.getByLabel('问题类别').click();
  await page.keyboard.type(kind);
  await expect(page.locator('.ant-select-dropdown:visible .ant-select-item-option').first()).toContainText(kind);
  await page.keyboard.press('Enter');
  await expect(page.locator('.ant-select-dropdown:visible')).toHaveCount(0);
};

/** The order's state as its panel's head says it. */
export const stateOf = (page: Page) => page.locator('.order-head-tags');

/** An action that asks for nothing: 签收, 开始处置. */
export const press = async (page: Page, action: string): Promise<void> => button(page, action).click();

/** An action with a form: fills in what is given and confirms. */
export const fillAndConfirm = async (
  page: Page,
  action: string,
  fields: {
    note?: string;
    reply?: string;
    photo?: string;
    unit?: string;
    day?: string;
    bodies?: readonly string[];
    grades?: readonly string[];
    isHere?: boolean;
  } = {},
): Promise<void> => {
  await button(page, action).click();
  const form = page.getByRole('form', { name: action });
  await expect(form).toBeVisible();
  if (fields.unit) {
    await form.getByRole('combobox').fill(fields.unit);
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: fields.unit }).first().click();
  }
  if (fields.day) await form.locator('#act-day').fill(fields.day);
  for (const body of fields.bodies ?? []) await form.getByLabel(body).check();
  for (const [i, grade] of (fields.grades ?? []).entries()) await form.getByRole('group').nth(i).getByText(grade, { exact: true }).click();
  if (fields.note) await form.locator('#act-note').fill(fields.note);
  if (fields.reply) await form.getByLabel('给来电人的答复').fill(fields.reply);
  if (fields.isHere) {
    await form.getByRole('button', { name: '用当前位置' }).click();
    await form.getByRole('button', { name: '我就在工单标出的位置' }).click(); // a desk has no position of its own
  }
  if (fields.photo) {
    await form.locator('input[type=file]').setInputFiles(await aPhoto(fields.photo));
    await expect(form.locator('.photo-chosen img')).toBeVisible();
  }
  await form.getByRole('button', { name: `确认：${action}` }).click();
};
