import { setTimeout as sleep } from 'node:timers/promises';

export interface Inspected {
  /** Bytes of the heap in use once its garbage is collected. */
  heapAfterCollecting(): Promise<number>;
  close(): void;
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly usedSize?: number };
}

const addressOf = async (port: number): Promise<string> => {
  for (;;) {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
    const targets = (await list?.json()) as { webSocketDebuggerUrl: string }[] | undefined;
    if (targets?.[0]) return targets[0].webSocketDebuggerUrl;
    await sleep(100);
  }
};

/** Speaks to a program that was started with --inspect, by Chrome's own protocol. */
export const inspect = async (port: number): Promise<Inspected> => {
  const socket = new WebSocket(await addressOf(port));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  let asked = 0;
  const ask = (method: string): Promise<Answer['result']> =>
    new Promise((resolve) => {
      asked += 1;
      const id = asked;
      const hear = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as Answer;
        if (answer.id !== id) return;
        socket.removeEventListener('message', hear);
        resolve(answer.result);
      };
      socket.addEventListener('message', hear);
      socket.send(JSON.stringify({ id, method }));
    });
  return {
    heapAfterCollecting: async () => {
      await ask('HeapProfiler.collectGarbage');
      return (await ask('Runtime.getHeapUsage'))?.usedSize ?? 0;
    },
    close: () => socket.close(),
  };
};
