import { BlockList, isIP, isIPv6 } from 'node:net';

/** What lies inside, or leads inside by carrying the address of IPv4 that is meant. Cloud machines ask 168.63.129.16 about themselves. */
const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['168.63.129.16', 32],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Also those that carry an address of the old kind inside: translated, 6to4, Teredo. */
const IPV6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['::ffff:0:0:0', 96],
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
];

const blocked = new BlockList();
for (const [net, prefix] of IPV4) addNetwork(blocked, net, prefix);
for (const [net, prefix] of IPV6) addNetwork(blocked, net, prefix);

/** Whether an IP address leads into this machine or a private network rather than out into the world. */
export function isPrivateAddress(address: string): boolean {
  return isIn(blocked, address);
}

/** Addresses inside that may be reached all the same. */
export interface AllowedInside {
  /** Everything inside. */
  readonly all: boolean;
  /** Addresses and networks such as `10.0.5.7` or `fd00:1::/64`. */
  readonly networks: readonly string[];
}

/** Whether a call may go to an address. */
export function isReachable(address: string, { all, networks }: AllowedInside): boolean {
  if (all || !isPrivateAddress(address)) return true;
  if (networks.length === 0) return false;
  const allowed = new BlockList();
  for (const network of networks) {
    const [net = '', prefix] = network.split('/');
    addNetwork(allowed, net, prefix === undefined ? bitsOf(net) : Number.parseInt(prefix, 10));
  }
  return isIn(allowed, address);
}

/** Whether a text is an address or a network. */
export function isNetwork(text: string): boolean {
  const [net = '', prefix, ...more] = text.split('/');
  if (more.length > 0 || isIP(net) === 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number.parseInt(prefix, 10) <= bitsOf(net));
}

function bitsOf(net: string): number {
  return isIPv6(net) ? 128 : 32;
}

/** An address of the old kind is met in its new clothes, too. */
function addNetwork(list: BlockList, net: string, prefix: number): void {
  if (isIPv6(net)) return list.addSubnet(net, prefix, 'ipv6');
  list.addSubnet(net, prefix, 'ipv4');
  list.addSubnet(`::ffff:${net}`, 96 + prefix, 'ipv6');
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
