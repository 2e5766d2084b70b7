import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkData } from './deps.ts';
import { cutoutApiEnv } from './env.ts';

test('a lake of another format ends the start with what to do; no data and HDFS pass', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cutout-api-format-'));
  const hdfs = { FILE_STORE: 'webhdfs', WEBHDFS_URL: 'http://127.0.0.1:9', LAKE_ROOT: '/lake' };
  try {
    await checkData(cutoutApiEnv({ DATA_DIR: folder }));
    writeFileSync(join(folder, 'format.json'), '{"format":999}');
    await expect(checkData(cutoutApiEnv({ DATA_DIR: folder }))).rejects.toThrow('newer version of this program');
    await checkData(cutoutApiEnv({ DATA_DIR: folder, ...hdfs }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
