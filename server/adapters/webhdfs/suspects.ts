/** DataNodes that failed a moment ago: others are asked meanwhile, so that not every read waits for the same silence. */
export interface Suspects {
  add(url: URL, dataAddress: string | undefined): void;
  has(url: URL): boolean;
  /** Parameter that keeps a NameNode from naming them; nothing when there are none whose data address is known. */
  excluded(): { readonly excludedatanodes?: string };
}

export interface SuspectsOptions {
  readonly forMs: number;
  readonly nowMs: () => number;
}

const atMost = 16;

export function createSuspects({ forMs, nowMs }: SuspectsOptions): Suspects {
  const known = new Map<string, { readonly untilMs: number; readonly dataAddress: string | undefined }>();
  const forgetOld = (): void => {
    for (const [host, { untilMs }] of known) if (untilMs <= nowMs()) known.delete(host);
  };
  return {
    add({ host }, dataAddress) {
      forgetOld();
      const before = known.get(host)?.dataAddress;
      known.delete(host);
      known.set(host, { untilMs: nowMs() + forMs, dataAddress: dataAddress ?? before });
      for (const oldest of known.keys()) {
        if (known.size <= atMost) break;
        known.delete(oldest);
      }
    },
    has({ host }) {
      forgetOld();
      return known.has(host);
    },
    excluded() {
      forgetOld();
      const addresses = [...known.values()].flatMap(({ dataAddress }) => dataAddress ?? []);
      return addresses.length === 0 ? {} : { excludedatanodes: addresses.join(',') };
    },
  };
}
