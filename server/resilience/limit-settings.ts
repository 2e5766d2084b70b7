import { z } from 'zod';
import { wholeNumber } from '#server/env/setting-kinds.ts';
import { trustedProxiesFrom } from './client-address.ts';

export const defaultRequestLimits = { concurrency: 512, ratePerSecond: 50, rateBurst: 400 } as const;

/** Settings of the limits that every process has towards its clients, parts of an env schema. The descriptions become docs/configuration.md. */
export const limitEnvShape = {
  TRUST_PROXY: z
    .string()
    .default('')
    .superRefine((text, context) => {
      try {
        trustedProxiesFrom(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      }
    })
    .describe('Proxies whose X-Forwarded-For is believed: addresses and CIDR blocks between commas, or `loopback`'),
  MAX_CONCURRENT_REQUESTS: wholeNumber(1, 100_000)
    .default(defaultRequestLimits.concurrency)
    .describe('Requests under way at once; more are answered 503'),
  RATE_LIMIT_PER_SECOND: wholeNumber(0, 1_000_000)
    .default(defaultRequestLimits.ratePerSecond)
    .describe('Requests a second of one client on average; 0 turns the limit off'),
  RATE_LIMIT_BURST: wholeNumber(1, 1_000_000)
    .default(defaultRequestLimits.rateBurst)
    .describe('Requests of one client that may come at once'),
  RATE_LIMIT_LOOPBACK: z.enum(['on', 'off']).default('off').describe('`on` applies the rate limit to this machine too'),
} as const;

const limitEnvSchema = z.object(limitEnvShape);

/** How much one process takes on at once, and from one client. */
export interface RequestLimits {
  /** Requests under way at once; more get 503. */
  readonly concurrency: number;
  /** Requests a second of one client on average, 0 = no limit; more get 429. */
  readonly ratePerSecond: number;
  readonly rateBurst: number;
  /** False exempts this machine from the rate limit (not from the other limits). */
  readonly rateLoopback: boolean;
}

export function requestLimitsFrom(env: z.output<typeof limitEnvSchema>): RequestLimits {
  return {
    concurrency: env.MAX_CONCURRENT_REQUESTS,
    ratePerSecond: env.RATE_LIMIT_PER_SECOND,
    rateBurst: env.RATE_LIMIT_BURST,
    rateLoopback: env.RATE_LIMIT_LOOPBACK === 'on',
  };
}
