import { BlockList, isIP } from 'node:net';

export interface ClientAddress {
  readonly address: string;
  readonly loopback: boolean;
}

/** Proxies whose `X-Forwarded-For` is believed. */
export interface TrustedProxies {
  trusts(address: string): boolean;
}

const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Of an address that a socket gave or that was checked to be one; a BlockList would cost every request 20 µs. */
const isLoopback = (address: string): boolean => address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);

/**
 * From the text of TRUST_PROXY: addresses and CIDR blocks between commas, `loopback` for this machine.
 * @throws {Error} naming the part that is neither.
 */
export function trustedProxiesFrom(text: string): TrustedProxies {
  const list = new BlockList();
  let loopback = false;
  let blocks = 0;
  for (const part of text.split(',').map((item) => item.trim())) {
    if (part === '') continue;
    if (part === 'loopback') {
      loopback = true;
      continue;
    }
    const [address = '', bits] = part.split('/');
    const width = isIP(address) === 6 ? 128 : 32;
    const prefix = bits === undefined ? width : Number(bits);
    if (isIP(address) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > width) {
      throw new Error(`TRUST_PROXY: \`${part}\` is neither an address, nor a CIDR block, nor \`loopback\``);
    }
    list.addSubnet(address, prefix, familyOf(address));
    blocks++;
  }
  return {
    trusts: (address) =>
      (loopback && isLoopback(address)) ||
      (blocks > 0 && isIP(address) !== 0 && list.check(address, familyOf(address))),
  };
}

/** The nearest address that no trusted proxy vouches for; headers of untrusted peers are ignored. */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | null,
  proxies: TrustedProxies,
): ClientAddress {
  let address = withoutMapping(peer ?? '');
  const hops = (forwardedFor ?? '').split(',').map((hop) => withoutMapping(hop.trim()));
  while (proxies.trusts(address)) {
    const next = hops.pop();
    if (next === undefined || isIP(next) === 0) break;
    address = next;
  }
  return { address: address || 'unknown', loopback: isLoopback(address) };
}
