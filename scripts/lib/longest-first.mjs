import { BaseSequencer } from 'vitest/node';

/** Test files that take longest, when two cores are all there is: begun last, one of them would keep the other core idle. */
const longest = [
  'object-api/wire/sweep',
  'adapters/hbase/hbase-store',
  'object-api/long-answers',
  'adapters/hbase/decoding',
  'object-api/cones',
  'object-api/wire/injection',
  'storage/lake/lake',
  'ingest/interrupted',
  'object-api/documentation/documentation',
].map((name) => `/server/${name}.test.ts`);

/** The longest files first; a clean checkout remembers no times, and sizes tell little. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }) => longest.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
