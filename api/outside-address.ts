import { BlockList, isIP, type LookupFunction } from 'node:net';
import { addressesOf } from './ask-names.ts';

const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 96], // unspecified, loopback and the old way of writing IPv4
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, bits, 'ipv6');

/** Whether an address leads inside: this machine, a private network, or nowhere in the world. */
export const isInside = (address: string): boolean => {
  const family = isIP(address);
  return family === 0 || inside.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** What stands instead of an address that leads inside. */
export class InsideError extends Error {
  readonly code = 'EINSIDE';
}

const lookupWhere =
  (isTaken: (address: string) => boolean): LookupFunction =>
  (hostname, { all }, done) => {
    const give = (found: Awaited<ReturnType<typeof addressesOf>>): void => {
      const taken = found.filter(({ address }) => isTaken(address));
      const [first] = taken;
      if (!first) done(new InsideError('the address leads inside'), []);
      else if (all) done(null, taken);
      else done(null, first.address, first.family);
    };
    addressesOf(hostname).then(give, (error: NodeJS.ErrnoException) => done(error, []));
  };

/**
 * Looks a name up for a connection, and gives no address that leads inside: asked at the moment of connecting, so that a name cannot point
 * elsewhere after it was checked.
 */
export const lookupOutside = lookupWhere((address) => !isInside(address));

export const lookupAnywhere = lookupWhere(() => true);
