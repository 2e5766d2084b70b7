import { PortalError } from '#domain/failure.ts';
import type { DataEnv } from '#server/ingest/env.ts';

/**
 * The folder of an embedded lake.
 * @throws {PortalError} `bad-request` for a lake on HDFS
 */
export function localRootOf({ lake }: DataEnv): string {
  if (lake.store === 'local') return lake.root;
  throw new PortalError(
    'bad-request',
    'Backups are of the embedded store: with FILE_STORE=webhdfs use snapshots of HDFS, or npm run admin -- copy.',
  );
}
