import { connect, createServer } from 'node:net';
import { checkoutHash } from './cluster-folder.ts';

export interface Lock {
  /** What a second start is told. */
  address: string;
  release(): void;
}

/**
 * Takes this checkout for one start on one database (its DATABASE_URL; '' for the checkout's own). The lock is one of Linux'
 * abstract sockets: it ends with its process, even after kill -9, and leaves no file behind.
 * @returns the lock, or what the start that holds it says of itself
 */
export const takeLock = async (database: string): Promise<Lock | { readonly heldBy: string }> => {
  const name = `\0jingzheng-start-${checkoutHash()}-${checkoutHash(database)}`;
  const lock: Lock = { address: '', release: () => server.close() };
  const server = createServer((socket) => socket.end(JSON.stringify({ pid: process.pid, address: lock.address })));
  server.unref();
  const taken = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(name, () => resolve(true));
  });
  return taken ? lock : { heldBy: await askHolder(name) };
};

const askHolder = (name: string): Promise<string> =>
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
