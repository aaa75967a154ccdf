import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../api/config.ts';
import { type RunningServer, startServer } from '../../api/server.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let server: RunningServer;
let webRoot: string;
beforeAll(async () => {
  database = await cloneDatabase();
  webRoot = await mkdtemp(join(tmpdir(), 'web-'));
  await mkdir(join(webRoot, 'assets'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>pages</title>');
  await writeFile(join(webRoot, 'assets', 'main-Bd3kQ9xZ.js'), 'export {}');
  server = await startServer({ url: database.url, host: '127.0.0.1', port: 0, webRoot, logLevel: 'silent' });
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(webRoot, { recursive: true });
});

const get = (path: string) => fetch(`${server.address}${path}`);

describe('the server', () => {
  it('gives the page for every address of the web, and a problem for every unknown one of the API', async () => {
    for (const path of ['/', '/desk', '/r/2026-ABCD', '/a/99010101050000011']) {
      const reply = await get(path);
      expect([path, reply.status, reply.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      expect(await reply.text()).toContain('<title>pages</title>');
    }
    for (const path of ['/api/v1/nothing', '/api/nothing', '/tiles/nothing', '/missing.js']) {
      const reply = await get(path);
      expect([path, reply.status, reply.headers.get('content-type')]).toEqual([path, 404, 'application/problem+json; charset=utf-8']);
    }
  });

  it('lets hashed files be kept for a year', async () => {
    expect((await get('/assets/main-Bd3kQ9xZ.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('never leaves its folder', async () => {
    for (const path of ['/..%2f..%2fetc%2fpasswd', '/assets/..%5c..%5csecret', '/%2e%2e/package.json', '/assets/../../etc/passwd'])
      expect(await (await get(path)).text(), path).toMatch(/<title>pages|"code":"not-found"/);
  });

  it('says in one line that its port is taken', async () => {
    const port = Number(new URL(server.address).port);
    await expect(startServer({ url: database.url, host: '127.0.0.1', port, logLevel: 'silent' })).rejects.toThrow(/EADDRINUSE/);
  });
});

describe('its configuration', () => {
  it('comes from the environment, and refuses what makes no sense', () => {
    expect(readConfig({ DATABASE_URL: 'postgres://x', PORT: '3140', TRUST_PROXY: '1' })).toMatchObject({
      host: '127.0.0.1',
      port: 3140,
      trustProxy: true,
      rateLimitFactor: 1,
    });
    expect(() => readConfig({})).toThrow('DATABASE_URL is not set');
    expect(() => readConfig({ DATABASE_URL: 'postgres://x', PORT: 'many' })).toThrow(/PORT/);
    expect(() => readConfig({ DATABASE_URL: 'postgres://x', PUBLIC_URL: 'ftp://x' })).toThrow(/PUBLIC_URL/);
  });
});
