import { promises as dns, type LookupAddress } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** Those of this machine. */
export const nameServers = new dns.Resolver({ timeout: 1_500, tries: 2 });

/** They know no such name, or there are none. Where one is silent the system would wait for it once more, and longer. */
const isUnknown = ({ code }: NodeJS.ErrnoException): boolean => code === 'ENOTFOUND' || code === 'ENODATA' || code === 'ECONNREFUSED';

/** A machine's own list comes before any name server: a network without one has it alone. */
const listedIn = async (hosts: string, hostname: string): Promise<LookupAddress[]> => {
  const lines = (await readFile(hosts, 'utf8').catch(() => '')).split('\n').map((line) => line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/));
  return lines.flatMap(([address = '', ...names]) => (isIP(address) > 0 && names.includes(hostname.toLowerCase()) ? [{ address, family: isIP(address) }] : []));
};

/**
 * The addresses of a name. The name servers are asked from here, which holds no thread: the system's own way has two for all look-ups of the
 * program, so that two names whose servers are silent kept every other one waiting, the database's too (40 s after eight of them). What no name
 * server knows the system may know otherwise. @param hosts this machine's list @throws what the name servers said
 */
export const addressesOf = async (hostname: string, hosts = '/etc/hosts'): Promise<LookupAddress[]> => {
  const listed = await listedIn(hosts, hostname);
  if (listed.length > 0) return listed;
  const asked = await Promise.allSettled([nameServers.resolve4(hostname), nameServers.resolve6(hostname)]);
  const found = asked.flatMap((answer, i) => (answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family: i === 0 ? 4 : 6 })) : []));
  if (found.length > 0) return found;
  const silent = asked.find((answer) => answer.status === 'rejected' && !isUnknown(answer.reason));
  if (silent?.status === 'rejected') throw silent.reason;
  return dns.lookup(hostname, { all: true });
};
