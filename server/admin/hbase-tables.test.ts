import { expect, test } from 'vitest';
import { tableLayouts } from '#server/storage/surveys/table-layouts.ts';
import { runAdmin } from './cli.ts';

async function admin(...args: readonly string[]): Promise<string> {
  let text = '';
  const status = await runAdmin(args, {
    env: { DATA_DIR: '/nonexistent' },
    signal: new AbortController().signal,
    async out(more) {
      text += more;
    },
    err(more) {
      text += more;
    },
  });
  return `${status}: ${text}`;
}

test('the script for the HBase shell makes every table as an ingest would, large ones in so many regions', async () => {
  const lines = (await admin('hbase-tables', '4')).replace(/^0: /, '').trimEnd().split('\n');
  expect(lines).toHaveLength(tableLayouts.length);
  const family = "{NAME => 'i', VERSIONS => 1, BLOOMFILTER => 'ROW', DATA_BLOCK_ENCODING => 'FAST_DIFF'}";
  const [alerts = ''] = lines;
  expect(alerts).toContain(`create 'ztf', ${family}, {NAME => 'd'`);
  expect(alerts).toMatch(/, SPLITS => \['ZTF20\w+', 'ZTF23\w+', 'ZTF26\w+'\]$/);
  expect(lines.find((line) => line.startsWith("create 'rubin.cutouts'"))).toMatch(/SPLITS => \['250', '500', '750'\]$/);
  expect(lines.find((line) => line.startsWith("create 'ztf.class'"))).not.toContain('SPLITS');
});

test.each(['0', '1001', 'many', '2.5'])('%s regions are refused', async (regions) => {
  expect(await admin('hbase-tables', regions)).toMatch(/^1: A table can't have .* regions: a number from 1 to 1000/);
});
