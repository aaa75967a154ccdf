import { connect, createServer } from 'node:net';
import { checkoutHash } from './cluster-folder.ts';

export interface Lock {
  /** What a second start is told. */
  address: string;
  release(): void;
}

/** Linux' abstract socket: it ends with its process, even after kill -9, and leaves no file behind. */
const name = `\0jingzheng-start-${checkoutHash()}`;

/** Takes this checkout for one start. @returns the address of the start that holds it already, or the lock */
export const takeLock = async (): Promise<Lock | { readonly heldBy: string }> => {
  const lock: Lock = { address: '', release: () => server.close() };
  const server = createServer((socket) => socket.end(JSON.stringify({ pid: process.pid, address: lock.address })));
  server.unref();
  const taken = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(name, () => resolve(true));
  });
  return taken ? lock : { heldBy: await askHolder() };
};

const askHolder = (): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(name);
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
