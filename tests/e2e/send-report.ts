import { randomUUID } from 'node:crypto';
import type { StoryWell } from './registry.ts';
import { address, expect } from './story.ts';

interface Said {
  readonly kind: string;
  readonly text: string;
  readonly phone?: string;
  /** Beside the well lies another that nobody registered. */
  readonly isNotListed?: boolean;
}

/** A report of a well, where the form itself is another story's. @returns its number */
export const sendReport = async ({ id, lon, lat }: StoryWell, { kind, text, phone, isNotListed }: Said): Promise<string> => {
  const which = isNotListed ? { notListed: true } : { assetId: id };
  const contact = phone === undefined ? {} : { contact: { phone } };
  const sent = await fetch(`${address()}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `story-${kind}-${id}-${randomUUID()}` },
    body: JSON.stringify({ kind, text, position: { lon, lat }, accuracyM: 3, channel: 'pin', ...which, ...contact }),
  });
  expect(sent.ok, await sent.clone().text()).toBe(true);
  const { number } = (await sent.json()) as { number: string };
  return number;
};
