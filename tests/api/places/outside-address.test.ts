import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressesOf, nameServers } from '../../../api/ask-names.ts';
import { isInside } from '../../../api/outside-address.ts';
import { mayBeReceiver, postOnce } from '../../../api/post-signed.ts';

describe('an address leads inside', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s', (address) => {
    expect(isInside(address)).toBe(true);
  });
  it.each([
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::7f00:1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    'fec0::1',
    '2002:7f00:1::',
    'no address',
  ])('%s', (address) => {
    expect(isInside(address)).toBe(true);
  });
  it.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111'])('not %s', (address) => {
    expect(isInside(address)).toBe(false);
  });
});

describe('a receiver', () => {
  it.each([
    ['https://unit.example/hook', true],
    ['http://unit.example/hook', false],
    ['https://127.0.0.1/hook', false],
    ['https://[::1]/hook', false],
    ['https://[::ffff:10.0.0.1]/hook', false],
    ['https://2130706433/hook', false], // 127.0.0.1 as one number
    ['https://0x7f.1/hook', false],
    ['https://localhost/hook', false],
    ['https://db.localhost/hook', false],
    ['https://somebody:secret@unit.example/hook', false],
    ['file:///etc/passwd', false],
    ['no address', false],
  ])('%s is taken: %s', (url, expected) => {
    expect(mayBeReceiver(url, false)).toBe(expected);
  });

  it('whose name leads inside is not connected to', async () => {
    const posted = postOnce({
      url: 'https://localhost.localdomain.invalid/',
      body: '{}',
      headers: {},
      allowsInside: false,
      signal: AbortSignal.timeout(5_000),
    });
    await expect(posted).rejects.toThrow();
    await expect(
      postOnce({ url: 'https://localhost/', body: '{}', headers: {}, allowsInside: false, signal: AbortSignal.timeout(5_000) }),
    ).rejects.toMatchObject({
      code: 'EINSIDE',
    });
  });
});

describe('the name of a receiver', () => {
  const theirs = nameServers.getServers();
  let server: Socket;
  /** Hears questions; it answers none unless a test lets it. */
  beforeEach(async () => {
    server = createSocket('udp4').bind(0, '127.0.0.1');
    await once(server, 'listening');
    nameServers.setServers([`127.0.0.1:${server.address().port}`]);
  });
  afterEach(() => {
    nameServers.cancel();
    nameServers.setServers(theirs);
    server.close();
  });
  const post = (url: string) => {
    const closing = new AbortController();
    const posted = postOnce({ url, body: '{}', headers: {}, allowsInside: false, signal: closing.signal });
    return { posted, end: () => closing.abort() };
  };

  it('that stands in the machine’s own list of hosts is found there, though no name server answers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jz-hosts-'));
    const hosts = join(folder, 'hosts');
    await writeFile(hosts, '# ours\n10.9.8.7\tother.example\n10.1.2.3 unit Unit.Example # their gateway\nfd00::3 unit.example\n');
    expect(await addressesOf('unit.example', hosts)).toEqual([
      { address: '10.1.2.3', family: 4 },
      { address: 'fd00::3', family: 6 },
    ]);
    await rm(folder, { recursive: true });
  });

  it('whose name server is silent holds none of the threads on which all other names are looked up, and ends with its server', async () => {
    const heard = once(server, 'message');
    const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'GetAddrInfoReqWrap').length;
    const before = threads();
    const { posted, end } = post('https://unit.example/hook');
    expect(threads()).toBe(before);
    await heard;
    end();
    await expect(posted).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that a name server points inside is not connected to', async () => {
    server.on('message', (question, { port, address }) => {
      const isForIpv4 = question[question.indexOf(0, 12) + 2] === 1;
      // The question again: an answer, to this name, of ten minutes: 10.0.0.1; or none.
      const head = Buffer.from([...question.subarray(0, 2), 0x81, 0x80, 0, 1, 0, isForIpv4 ? 1 : 0, 0, 0, 0, 0]);
      const asked = question.subarray(12, question.indexOf(0, 12) + 5);
      const answer = [0xc0, 12, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, 10, 0, 0, 1];
      server.send(Buffer.concat([head, asked, Buffer.from(isForIpv4 ? answer : [])]), port, address);
    });
    await expect(post('https://unit.example/hook').posted).rejects.toMatchObject({ code: 'EINSIDE' });
  });
});
