import { describe, expect, it } from 'vitest';
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
