import { Agent, request } from 'node:http';
import type { KeyRange } from '#server/ports/wide-row-store.ts';

/** What a protocol costs by itself: requests as the adapters send them, answers read and thrown away. */
export interface Bare {
  /** One stateless scan of HBase REST, all columns. @returns bytes of the answer */
  scan(table: string, range: KeyRange): Promise<number>;
  /** One scanner over many ranges, read to its end. */
  scanMany(table: string, ranges: readonly KeyRange[]): Promise<number>;
  /** A range of a file: NameNode, then the DataNode that it names. */
  readRange(path: string, offset: number, length: number): Promise<number>;
}

interface Exchange {
  readonly status: number;
  readonly location: string | undefined;
  readonly bytes: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const protobuf = 'application/x-protobuf';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly accept?: string;
}

function exchanged(url: string, { method = 'GET', body, accept = protobuf }: Asked = {}): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const headers = { accept, ...(body === undefined ? {} : { 'content-type': 'text/xml' }) };
    const sent = request(url, { method, agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, location: response.headers.location, bytes }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const rowsAtOnce = 500;

function scannerXml(ranges: readonly KeyRange[]): string {
  const list = ranges.map(({ start, end = '' }) => ({
    startRow: base64(start),
    startRowInclusive: true,
    stopRow: base64(end),
    stopRowInclusive: false,
  }));
  const filter = JSON.stringify({ type: 'MultiRowRangeFilter', ranges: list });
  const bounds = `startRow="${base64(ranges[0]?.start ?? '')}" endRow="${base64(ranges.at(-1)?.end ?? '')}"`;
  return `<Scanner ${bounds} batch="1000000000" caching="${rowsAtOnce}"><filter>${filter}</filter></Scanner>`;
}

export function createBare(hbaseUrl: string, webHdfsUrl: string): Bare {
  const expect = (status: number, wanted: number, what: string): void => {
    if (status !== wanted) throw new Error(`${what} answered ${status}`);
  };
  return {
    async scan(table, { start, end = '' }) {
      const query = `startrow=${encodeURIComponent(start)}&endrow=${encodeURIComponent(end)}`;
      const { status, bytes } = await exchanged(`${hbaseUrl}/${table}/*?${query}`);
      expect(status, 200, 'HBase REST');
      return bytes;
    },
    async scanMany(table, ranges) {
      const opened = await exchanged(`${hbaseUrl}/${table}/scanner`, { method: 'PUT', body: scannerXml(ranges) });
      expect(opened.status, 201, 'HBase REST');
      const scanner = `${hbaseUrl}${new URL(opened.location ?? '').pathname}`;
      let bytes = 0;
      for (;;) {
        const some = await exchanged(`${scanner}?n=${rowsAtOnce}`);
        if (some.status === 204) break;
        expect(some.status, 200, 'HBase REST');
        bytes += some.bytes;
      }
      await exchanged(scanner, { method: 'DELETE' });
      return bytes;
    },
    async readRange(path, offset, length) {
      const query = `op=OPEN&user.name=root&offset=${offset}&length=${length}`;
      const { status, location } = await exchanged(`${webHdfsUrl}/webhdfs/v1${path}?${query}`, { accept: '*/*' });
      expect(status, 307, 'The NameNode');
      const read = await exchanged(location ?? '', { accept: '*/*' });
      expect(read.status, 200, 'The DataNode');
      if (read.bytes !== length) throw new Error(`The DataNode sent ${read.bytes} of ${length} bytes`);
      return read.bytes;
    },
  };
}
