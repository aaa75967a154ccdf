import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../api/config.ts';
import { type RunningServer, startServer } from '../../../api/server.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let server: RunningServer;
let webRoot: string;
beforeAll(async () => {
  database = await cloneDatabase();
  webRoot = await mkdtemp(join(tmpdir(), 'web-'));
  await mkdir(join(webRoot, 'assets'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>pages</title>');
  await writeFile(join(webRoot, 'assets', 'main-Bd3kQ9xZ.js'), 'export {}');
  await writeFile(join(webRoot, 'assets', 'main-Bd3kQ9xZ.js.gz'), gzipSync('export {}'));
  server = await startServer({ url: database.url, host: '127.0.0.1', port: 0, webRoot, embedOrigins: ['https://city.example'], logLevel: 'silent' });
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(webRoot, { recursive: true });
});

/** What the server says to bytes that no client library would send. */
const speak = async (bytes: string): Promise<string> => {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

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

  it('lets the sites that the city named show the map within their pages, and nothing else', async () => {
    const framing = async (path: string) => {
      const { headers } = await get(path);
      return [/frame-ancestors [^;]*/.exec(headers.get('content-security-policy') ?? '')?.[0], headers.get('x-frame-options')];
    };
    expect(await framing('/embed?at=121.4,31.2')).toEqual(['frame-ancestors https://city.example', null]);
    for (const path of ['/', '/desk', '/embedded', '/sign-in']) expect((await framing(path))[0], path).toBe("frame-ancestors 'none'");
  });

  it('gives what the build packed to whoever takes it', async () => {
    const reply = await fetch(`${server.address}/assets/main-Bd3kQ9xZ.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect([reply.headers.get('content-encoding'), reply.headers.get('cache-control'), await reply.text()]).toEqual([
      'gzip',
      'public, max-age=31536000, immutable',
      'export {}',
    ]);
  });

  it('lets hashed files be kept for a year', async () => {
    expect((await get('/assets/main-Bd3kQ9xZ.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    [{ range: 'bytes=99999999-' }, 416, 'file-range-outside'],
    [{ 'if-match': '"another"' }, 412, 'file-changed'],
    [{ 'if-unmodified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' }, 412, 'file-changed'],
  ])('tells what is wrong about a part or a version of a file that is asked for: %o', async (headers, status, code) => {
    for (const path of ['/', '/desk', '/assets/main-Bd3kQ9xZ.js']) {
      const reply = await fetch(server.address + path, { headers });
      expect([path, reply.status, await reply.json()]).toMatchObject([path, status, { code }]);
    }
  });

  it('never leaves its folder', async () => {
    for (const path of ['/..%2f..%2fetc%2fpasswd', '/assets/..%5c..%5csecret', '/%2e%2e/package.json', '/assets/../../etc/passwd'])
      expect(await (await get(path)).text(), path).toMatch(/<title>pages|"code":"not-found"/);
  });

  it.each([
    ['no HTTP at all', 'HELLO\r\n\r\n', 400, 'request-malformed'],
    ['two lengths', 'POST /api/v1/match HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400, 'request-malformed'],
    ['40 kB of headers', `GET /health HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, 431, 'headers-too-large'],
    ['an Expect that nobody knows', 'GET /health HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\n\r\n', 417, 'expectation-unknown'],
  ])('answers %s with a problem in both languages', async (_what, sent, status, code) => {
    const reply = await speak(sent);
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(reply).toContain('content-type: application/problem+json; charset=utf-8');
    expect(JSON.parse(reply.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status, code, detail: expect.stringMatching(/[一-鿿].*[a-z]/) });
  });

  it('answers a request that names no host with a sentence, and HTTP/1.0, which knows none, as any other', async () => {
    const reply = await speak('GET /api/v1/city HTTP/1.1\r\nAccept-Language: en\r\nConnection: close\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1.1 400 .*application\/problem\+json.*"code":"host-missing".*The request has no Host header/s);
    expect(await speak('GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.[01] 200 /);
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
      stopSeconds: 9,
    });
    expect(() => readConfig({})).toThrow('DATABASE_URL is not set');
    expect(() => readConfig({ DATABASE_URL: 'postgres://x', PORT: 'many' })).toThrow(/PORT/);
    expect(() => readConfig({ DATABASE_URL: 'postgres://x', PUBLIC_URL: 'ftp://x' })).toThrow(/PUBLIC_URL/);
    expect(() => readConfig({ DATABASE_URL: 'postgres://x', EMBED_ORIGINS: 'https://city.example/map' })).toThrow(/EMBED_ORIGINS/);
    expect(readConfig({ DATABASE_URL: 'postgres://x', EMBED_ORIGINS: 'https://a.example https://b.example' }).embedOrigins).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
  });
});
