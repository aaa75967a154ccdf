import { send } from '../call.ts';
import { isUnreachable } from '../is-unreachable.ts';
import { ProblemError } from '../problem-error.ts';
import { uploadPhoto } from '../upload-photo.ts';
import { dropPhoto, findPhoto, findWaiting, listWaiting, localPhotosOf, putWaiting, type Waiting } from './store.ts';

/** No answer, an overloaded server, a session that ended: the same thing may go later, as it is. */
export const mayGoLater = (error: unknown): boolean => {
  if (!(error instanceof ProblemError)) return false;
  const { status } = error.problem;
  return status === 0 || status >= 500 || status === 429 || status === 401;
};

/** By what names photos went up that lay here; null: one that was gone. */
export const wentOf = ({ memo }: Waiting): Readonly<Record<string, string | null>> => (memo['went'] ?? {}) as Record<string, string | null>;

/** No answer is waited for without end: behind one that never comes nothing else would go either. */
const longestMs = 20_000;

/** Uploads the photos that still lie here, each noted at once: a try that is cut off begins where it ended. A photo that is gone is left out. */
export const withPhotos = async (one: Waiting): Promise<Waiting> => {
  let now = one;
  for (const local of localPhotosOf(one.body)) {
    const photo = await findPhoto(local);
    const id = photo ? (await uploadPhoto(photo)).id : null;
    const photoIds = (now.body.photoIds ?? []).flatMap((known) => (known !== local ? [known] : id === null ? [] : [id]));
    now = { ...now, body: { ...now.body, photoIds }, memo: { ...now.memo, went: { ...wentOf(now), [local]: id } } };
    await putWaiting(now);
    await dropPhoto(local);
  }
  return now;
};

/** Sends one thing. @returns whether anybody is there: of what nobody answers, or of too much at once, the next would fare no better */
const sendOne = async (one: Waiting): Promise<boolean> => {
  try {
    const whole = await withPhotos(one);
    const { photoIds, ...body } = whole.body;
    const text = JSON.stringify({ ...body, ...(photoIds?.length ? { photoIds } : {}) });
    const reply = await send('POST', whole.path, text, { 'content-type': 'application/json', ...whole.headers }, AbortSignal.timeout(longestMs));
    await putWaiting({ ...whole, state: 'sent', reply });
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError) || isUnreachable(error) || error.problem.status === 429) return false;
    if (mayGoLater(error)) return true;
    const stands = (await findWaiting(one.id)) ?? one; // with the photos that did arrive
    await putWaiting({ ...stands, state: 'refused', problem: error.problem });
    return true;
  }
};

/** What may go now: of each queue its first, unless that was refused and waits for a person. */
const firstOfEach = (all: readonly Waiting[]): Waiting[] => {
  const seen = new Set<string>();
  return all.filter(({ queue, state, what }) => {
    if (state === 'sent' || what === 'act' || seen.has(queue)) return false;
    seen.add(queue);
    return state === 'waiting';
  });
};

const flush = async (): Promise<void> => {
  for (const one of firstOfEach(await listWaiting())) if (!(await sendOne(one))) return;
};

/** Tries to send what waits; two tabs never at once where the browser can say so (where it cannot, the key makes them one). */
export const flushReports = async (): Promise<void> => {
  if (!('locks' in navigator)) return flush();
  await navigator.locks.request('jz-waiting', flush);
};
