import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { saidAddress } from '../support/said-address.ts';

// As `npm start` does it, without a database: a port of the system's choosing, told in a line of its own.
const serving = `
  const server = require('node:http').createServer((_, reply) => reply.end(String(process.pid)));
  server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('\\n井证\\n  http://127.0.0.1:' + server.address().port + '\\n' + '…'.repeat(200_000)));
`;

test('servers that begin at the same time each listen elsewhere and are found where they say', async () => {
  const servers = [1, 2, 3].map(() => spawn(process.execPath, ['-e', serving], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] }));
  try {
    const addresses = await Promise.all(servers.map(({ stdout }) => saidAddress(stdout, 20_000)));
    expect(new Set(addresses).size).toBe(3);
    expect(await Promise.all(addresses.map(async (address) => (await fetch(address)).text()))).toEqual(servers.map(({ pid }) => String(pid)));
  } finally {
    await Promise.all(
      servers.map((server) => {
        const ended = once(server, 'exit');
        server.kill();
        return ended;
      }),
    );
  }
});

test('a server that ends without a word is not waited for', async () => {
  const { stdout } = spawn(process.execPath, ['-e', 'console.log("no database")'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await expect(saidAddress(stdout, 20_000)).rejects.toThrow('the server ended; it said: no database');
});
