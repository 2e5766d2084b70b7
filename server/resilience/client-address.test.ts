import { describe, expect, test } from 'vitest';
import { clientAddress, trustedProxiesFrom } from './client-address.ts';
import { createRateLimit } from './rate-limit.ts';

describe('client address', () => {
  test.each([
    ['', '127.0.0.1', '203.0.113.9', '127.0.0.1'],
    ['loopback', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['loopback', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['loopback', '::1', '198.51.100.1, 127.0.0.1', '198.51.100.1'],
    ['10.0.0.0/8', '10.1.2.3', '6.6.6.6, 203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['10.0.0.0/8', '192.0.2.1', '203.0.113.9', '192.0.2.1'],
    ['fd00::/8', 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['loopback', '127.0.0.1', 'not an address', '127.0.0.1'],
    ['loopback', '127.0.0.1', '', '127.0.0.1'],
  ])('TRUST_PROXY=%s, peer %s, forwarded for %s: %s', (trusted, peer, forwarded, expected) => {
    expect(clientAddress(peer, forwarded, trustedProxiesFrom(trusted)).address).toBe(expected);
  });

  test('what is neither an address nor a block is refused by name', () => {
    for (const text of ['host', '10.0.0.0/33', '10.0.0.0/x', '1.2.3']) {
      expect(() => trustedProxiesFrom(text)).toThrow(text);
    }
  });
});

describe('rate limit', () => {
  test('a client may burst, then goes on at its rate; others are not affected; memory is bounded', () => {
    let now = 0;
    const limit = createRateLimit({ perSecond: 2, burst: 3, nowMs: () => now, clients: 2 });
    expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([
      undefined,
      undefined,
      undefined,
      1,
    ]);
    expect(limit.take('b')).toBeUndefined();
    now += 500;
    expect([limit.take('a'), limit.take('a')]).toEqual([undefined, 1]);
    limit.take('c');
    limit.take('d');
    expect(limit.take('a')).toBeUndefined();
  });
});
