import { promises as dns, type LookupAddress } from 'node:dns';

/** Those of this machine. */
export const nameServers = new dns.Resolver({ timeout: 1_500, tries: 2 });

/** They know no such name, or there are none. Where one is silent the system would wait for it once more, and longer. */
const isUnknown = ({ code }: NodeJS.ErrnoException): boolean => code === 'ENOTFOUND' || code === 'ENODATA' || code === 'ECONNREFUSED';

/**
 * The addresses of a name. The name servers are asked from here, which holds no thread: the system's own way has two for all look-ups of the
 * program, so that two names whose servers are silent kept every other one waiting, the database's too (40 s after eight of them). What no name
 * server knows may stand in this machine's list of hosts. @throws what the name servers said
 */
export const addressesOf = async (hostname: string): Promise<LookupAddress[]> => {
  const asked = await Promise.allSettled([nameServers.resolve4(hostname), nameServers.resolve6(hostname)]);
  const found = asked.flatMap((answer, i) => (answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family: i === 0 ? 4 : 6 })) : []));
  if (found.length > 0) return found;
  const silent = asked.find((answer) => answer.status === 'rejected' && !isUnknown(answer.reason));
  if (silent?.status === 'rejected') throw silent.reason;
  return dns.lookup(hostname, { all: true });
};
