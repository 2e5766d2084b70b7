import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PortalError } from '#domain/failure.ts';
import { withRangeCoalescing } from '#server/adapters/decorators/with-range-coalescing.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import type { ExchangeOutcome } from '#server/adapters/webhdfs/exchange.ts';
import { createWebHdfsFiles } from '#server/adapters/webhdfs/webhdfs-files.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { createSystemClock } from '#server/resilience/clock.ts';

/** A folder of this machine. */
export interface LocalLake {
  readonly store: 'local';
  readonly root: string;
}

/** A folder of HDFS. */
export interface HdfsLake {
  readonly store: 'webhdfs';
  readonly nameNodes: readonly string[];
  readonly root: string;
  readonly user: string | undefined;
  readonly token: string | undefined;
  /** PEM file. */
  readonly caFile: string | undefined;
  readonly timeoutMs: number;
  readonly silentMs: number;
}

export interface OpenLakeOptions {
  /** How long a replaced local file may still be read as it was. */
  readonly trustedForMs?: number;
  /** Told about every exchange with HDFS. */
  readonly observe?: (outcome: ExchangeOutcome) => void;
}

/** A read of HDFS costs about as much as a quarter of a megabyte more of it: measured, a few milliseconds either way. */
const coalescing = { gapBytes: 256 << 10, bytesAtMost: 16 << 20 };

function certificatesIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PortalError('bad-request', `WEBHDFS_CA=${file} can't be read.`, { cause });
  }
}

/**
 * Opens the lake where the settings say it is; connects to nothing yet.
 * @throws {PortalError} `bad-request` for a root or a file of certificates that can't be used
 */
export function openLake(lake: LocalLake | HdfsLake, { trustedForMs = 0, observe }: OpenLakeOptions = {}): FileStore {
  if (lake.store === 'local') return createLocalFiles({ root: lake.root, trustedForMs });
  const { caFile, ...settings } = lake;
  const files = createWebHdfsFiles({
    ...settings,
    ca: caFile === undefined ? undefined : certificatesIn(caFile),
    clock: createSystemClock({ keepsAlive: true }),
    random: Math.random,
    uniqueText: () => randomUUID().slice(0, 8),
    now: Date.now,
    ...(observe === undefined ? {} : { observe }),
  });
  return withRangeCoalescing(files, coalescing);
}
