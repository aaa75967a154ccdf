/** Eight groups of an IPv6 address, zeros written out; IPv4 inside it stays as it is written. */
const groupsOf = (address: string): string[] => {
  const [head = '', tail] = address.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
};

export interface Network {
  /** One line: an IPv4 address, or the /64 that one IPv6 line has to itself. */
  readonly line: string;
  /** Its neighbourhood: the /24, of IPv6 the /48. */
  readonly network: string;
}

/** What an address belongs to, as one reader and as one network. */
export const networkOf = (address: string): Network => {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return { line: plain, network: `${plain.split('.').slice(0, 3).join('.')}.0/24` };
  const groups = groupsOf(plain);
  return { line: `${groups.slice(0, 4).join(':')}::/64`, network: `${groups.slice(0, 3).join(':')}::/48` };
};
