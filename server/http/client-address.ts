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

const loopbackBlock = new BlockList();
loopbackBlock.addSubnet('127.0.0.0', 8, 'ipv4');
loopbackBlock.addAddress('::1', 'ipv6');

/**
 * From the text of TRUST_PROXY: addresses and CIDR blocks between commas, `loopback` for this machine.
 * @throws {Error} naming the part that is neither.
 */
export function trustedProxiesFrom(text: string): TrustedProxies {
  const list = new BlockList();
  let loopback = false;
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
  }
  return {
    trusts: (address) =>
      isIP(address) !== 0 &&
      (list.check(address, familyOf(address)) || (loopback && loopbackBlock.check(address, familyOf(address)))),
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
  const loopback = isIP(address) !== 0 && loopbackBlock.check(address, familyOf(address));
  return { address: address || 'unknown', loopback };
}
