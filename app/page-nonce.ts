import { headers } from 'next/headers';

/** The nonce with which scripts of this page run; undefined without a policy, which the gate writes. */
export async function pageNonce(): Promise<string | undefined> {
  return /'nonce-([\w+/=-]+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
}
