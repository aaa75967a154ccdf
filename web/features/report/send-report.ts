import type { ReportRequest, ReportStory } from '#domain/contract/reports.ts';
import { call } from '../../client/call.ts';
import { newKey } from '../../client/new-key.ts';
import { createReport } from '../../client/routes.ts';
import type { Draft } from './draft.ts';

const placeOf = ({ place }: Draft): Partial<ReportRequest> => {
  if (!place) return {};
  if (place.by === 'address') return { address: place.address };
  if (place.by === 'plate') return { plate: place.plate, channel: 'plate' };
  return { position: place.position, accuracyM: place.accuracyM, channel: 'pin' };
};

const contactOf = ({ name, phone }: Draft): Partial<ReportRequest> => {
  const contact = { ...(name.trim() ? { name: name.trim() } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}) };
  return Object.keys(contact).length > 0 ? { contact } : {};
};

const choiceOf = ({ choice }: Draft): Partial<ReportRequest> => {
  if (choice === null) return {};
  return choice === 'none' ? { notListed: true } : { assetId: choice };
};

/** The report as the API takes it; `aboutAsset` false leaves out which cover (a noise has none). */
export const reportOf = (draft: Draft, kind: string, aboutAsset: boolean): ReportRequest => ({
  kind,
  ...placeOf(draft),
  ...(aboutAsset ? choiceOf(draft) : {}),
  ...(aboutAsset && draft.answers.length > 0 ? { answers: [...draft.answers] } : {}),
  ...(draft.text.trim() ? { text: draft.text.trim() } : {}),
  ...(draft.someoneHurt ? { someoneHurt: true } : {}),
  ...(draft.photos.length > 0 ? { photoIds: draft.photos.map((photo) => photo.id) } : {}),
  ...contactOf(draft),
});

/** The key to send with: the last one again while nothing was changed since, else a new one. */
export const attemptFor = (draft: Draft, report: ReportRequest): { key: string; body: string } => {
  const body = JSON.stringify(report);
  return draft.attempt?.body === body ? draft.attempt : { key: newKey(), body };
};

// A street with one bar of signal: longer than this and it waits on the phone instead.
export const longestMs = 20_000;

/** Sends it; sent twice with one key it is one. @throws ProblemError, or TimeoutError when nobody answered in time */
export const sendReport = (report: ReportRequest, key: string): Promise<ReportStory> =>
  call(createReport, { body: report, headers: { 'idempotency-key': key }, signal: AbortSignal.timeout(longestMs) });
