import type { ServerProcess } from './server-process.ts';

/** Milliseconds of each of many tries, the quickest first. */
export const timesOf = async (each: number, work: () => Promise<unknown>): Promise<number[]> => {
  const times: number[] = [];
  for (let i = -5; i < each; i += 1) {
    const started = performance.now();
    await work();
    if (i >= 0) times.push(performance.now() - started); // the first ones warm connections and caches
  }
  return times.sort((a, b) => a - b);
};

/** What a route answers a token. */
export const asked = async <T>(api: ServerProcess, path: string, token: string, body?: unknown): Promise<T> => {
  const reply = await fetch(api.url + path, {
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
};
