import { isIP, isIPv4 } from 'node:net';

/**
 * The network that an address counts for in limits: the address itself for IPv4, its /64 for IPv6.
 *
 * @param client The address as a socket or a proxy reports it: `::ffff:192.0.2.1` is IPv4, and some
 *   proxies add a port, `198.51.100.8:20001` or `[2001:db8::1]:443`.
 * @returns `unknown` for a text that is not an address.
 */
export function networkOf(client: string): string {
  if (isIPv4(client)) return client;
  const address = withoutPort(client);
  // Behind a misconfigured proxy the visitor chooses this text: long, and new in each request.
  if (isIP(address) === 0) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped !== null) return mapped[1]!;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const zeros = Array<string>(missing).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

function withoutPort(client: string): string {
  const [, bracketed, v4] = /^"?(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)"?$/.exec(client) ?? [];
  return bracketed ?? v4 ?? client;
}

/**
 * The wider networks around an IPv6 address: providers assign a /56 or a /48 to one customer. Both
 * are the address itself for IPv4.
 */
export function wideNetworksOf(address: string): { readonly 56: string; readonly 48: string } {
  const network = networkOf(address);
  if (!network.includes(':')) return { 56: network, 48: network };
  const groups = network.split('::')[0]!.split(':');
  const [first = '0', second = '0', third = '0', fourth = '0'] = groups;
  const high = (Number.parseInt(fourth, 16) & 0xff00).toString(16);
  const site = [first, second, third].join(':');
  return { 56: `${site}:${high}::/56`, 48: `${site}::/48` };
}

/**
 * The networks that an address counts for, each with the multiple of the limit that applies to it: 1
 * for a /64, 2 for the /56 around it, 4 for the /48. An IPv4 address counts for itself only.
 */
export function networkSharesOf(
  address: string,
): readonly { readonly network: string; readonly factor: number }[] {
  const network = networkOf(address);
  const wide = wideNetworksOf(address);
  const own = { network, factor: 1 };
  if (wide[48] === network) return [own];
  return [own, { network: wide[56], factor: 2 }, { network: wide[48], factor: 4 }];
}
