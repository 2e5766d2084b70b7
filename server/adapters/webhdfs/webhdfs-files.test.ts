import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kindOf } from '#server/ports/contract-kit.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import {
  exception,
  type FakeHdfs,
  type FakeNode,
  type Misbehaviour,
  standbyAnswer,
  startFakeHdfs,
} from './fake-hdfs.ts';
import { createWebHdfsFiles, type WebHdfsOptions } from './webhdfs-files.ts';

let fake: FakeHdfs;
let files: ReturnType<typeof createWebHdfsFiles>;

function opened(more: Partial<WebHdfsOptions> = {}) {
  let drafts = 0;
  return createWebHdfsFiles({
    nameNodes: [fake.nameNode.url, fake.standby.url],
    root: '/lake',
    user: 'fink',
    timeoutMs: 20_000,
    silentMs: 200,
    clock: createSystemClock(),
    random: () => 0,
    uniqueText: () => `u${drafts++}`,
    now: () => 1_795_370_900_000,
    ...more,
  });
}

beforeEach(async () => {
  fake = await startFakeHdfs();
  fake.files.set('/lake/a', Buffer.from('0123456789'));
  files = opened();
});
afterEach(async () => {
  await files.close();
  await fake.close();
});

const read = async (start = 2, end = 5): Promise<string | undefined> => {
  const bytes = await files.read('a', start, end);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1');
};
const operations = (node: FakeNode): (string | null)[] => node.asked.map(({ searchParams }) => searchParams.get('op'));

/** Misbehaves the first `times` times, of one operation where it is named. */
function atFirst(how: Misbehaviour, times = 1, op?: string): (url: URL) => Misbehaviour | undefined {
  let left = times;
  return ({ searchParams }) => {
    if (op !== undefined && searchParams.get('op') !== op) return undefined;
    return left-- > 0 ? how : undefined;
  };
}

const expiredToken = exception(403, 'SecretManager$InvalidToken', 'token (owner=fink) is expired');
const safeMode = exception(403, 'SafeModeException', 'Cannot create file /lake/b. Name node is in safe mode.');
const refusals: [string, Misbehaviour][] = [
  ['breaks the connection', 'reset'],
  ['breaks off in the middle', 'half'],
  ['stays silent', 'silent'],
  ['does not know the token any more', expiredToken],
  ['says 404', exception(404, 'FileNotFoundException', 'File does not exist: /lake/a')],
  ['says 500', exception(500, 'RuntimeException', 'null')],
  ['says 403', exception(403, 'IOException', 'Could not obtain block: BP-1:blk_2 file=/lake/a')],
  ['gives less than it has', { status: 200, body: '2', headers: { 'content-length': '1' } }],
];

describe('a range read', () => {
  it('asks the NameNode once for a file, and the DataNode for each range', async () => {
    expect(await read()).toBe('234');
    expect(await read(5, 10)).toBe('56789');
    expect(operations(fake.nameNode)).toEqual(['OPEN']);
    expect(fake.dataNode.asked).toHaveLength(2);
  });

  it.each(refusals)('is asked about at the NameNode again when a known DataNode %s', async (_, how) => {
    await read();
    fake.dataNode.behave = atFirst(how);
    expect(await read(7, 9)).toBe('78');
    expect(await read(0, 1)).toBe('0');
  });

  it.each([
    ['breaks the connection', 'reset'],
    ['breaks off in the middle', 'half'],
    ['stays silent', 'silent'],
  ] as [string, Misbehaviour][])('goes to another DataNode when one always %s', async (_, how) => {
    fake.dataNode.behave = () => how;
    expect(await read()).toBe('234');
    expect(operations(fake.nameNode)).toEqual(['OPEN', 'GET_BLOCK_LOCATIONS', 'OPEN']);
    expect(fake.nameNode.asked[2]?.searchParams.get('excludedatanodes')).toBe('127.0.0.1:9866');
    expect(await read(3, 4)).toBe('3');
    expect(fake.dataNode.asked).toHaveLength(1);
  });

  it('keeps its connection to the NameNode', async () => {
    for (let i = 0; i < 20; i++) await files.stat('a');
    expect(fake.nameNode.connections).toBe(1);
  });

  it('is right or a named failure among a thousand of which many break, and leaves nothing behind', async () => {
    await files.close();
    files = opened({ silentMs: 10_000, timeoutMs: 28_000 });
    let turn = 0;
    for (const node of [fake.nameNode, fake.dataNode, fake.otherDataNode])
      node.behave = () => (turn++ % 20 === 0 ? (['reset', 'half'] as const)[turn % 2] : undefined);
    const outcomes = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) =>
        read(i % 5, 5).then(
          (text) => text === '01234'.slice(i % 5),
          (error: unknown) => kindOf(() => Promise.reject(error)),
        ),
      ),
    );
    const kinds = await Promise.all(outcomes);
    expect(kinds.filter((kind) => kind !== true && kind !== 'unavailable' && kind !== 'upstream-failed')).toEqual([]);
    expect(kinds.filter((kind) => kind === true).length).toBeGreaterThan(900);
    await expect.poll(() => files.sockets()).toBe(0);
  });

  it('asks no DataNode again that just failed, for other files too', async () => {
    fake.files.set('/lake/other', Buffer.from('others'));
    fake.dataNode.behave = () => 'silent';
    expect(await read()).toBe('234');
    expect(await files.read('other', 0, 3)).toEqual(Buffer.from('oth'));
    expect(fake.dataNode.asked).toHaveLength(1);
  });

  it('tries the DataNode that just failed when there is no other', async () => {
    const nobodyLeft = exception(403, 'IOException', 'No active nodes contain this block');
    fake.dataNode.behave = atFirst('reset');
    fake.nameNode.behave = ({ searchParams }) => (searchParams.has('excludedatanodes') ? nobodyLeft : undefined);
    expect(await read()).toBe('234');
  });

  it('is never short: bytes that stay away are a failure with a name', async () => {
    for (const node of [fake.dataNode, fake.otherDataNode]) node.behave = () => ({ status: 200, body: '2' });
    await expect(read()).rejects.toMatchObject({ kind: 'unavailable', dependency: 'lake', message: /1 bytes/ });
  });

  it('is never longer than what was asked for', async () => {
    for (const node of [fake.dataNode, fake.otherDataNode]) node.behave = () => ({ status: 200, body: 'x'.repeat(99) });
    expect(await kindOf(() => read())).toBe('upstream-failed');
  });

  it('ends at its deadline when everybody is silent', async () => {
    for (const node of [fake.nameNode, fake.standby]) node.behave = () => 'silent';
    await files.close();
    files = opened({ timeoutMs: 150 });
    expect(await kindOf(() => read())).toBe('upstream-timeout');
    await expect.poll(() => files.sockets()).toBe(0);
  });

  it('leaves no connection in use when its caller gives up', async () => {
    fake.dataNode.behave = () => 'silent';
    const stop = new AbortController();
    const reading = files.read('a', 0, 5, { signal: stop.signal });
    await expect.poll(() => fake.dataNode.asked.length).toBe(1);
    stop.abort();
    expect(await kindOf(() => reading)).toBe('aborted');
    await expect.poll(() => files.sockets()).toBe(0);
  });

  it.each([
    ['401', { status: 401, body: '<html>' }, 'upstream-failed', /WEBHDFS_USER/],
    ['no permission', exception(403, 'AccessControlException', 'Permission denied'), 'upstream-failed', /permitted/],
    ['a 404 of something else', { status: 404, body: '<html>' }, 'upstream-failed', /WebHDFS/],
    ['bytes away', exception(403, 'IOException', 'No active nodes contain this block'), 'unavailable', /DataNodes/],
    ['a 200 that is no JSON of ours', { status: 500, body: 'x' }, 'unavailable', /refused/],
  ] as [string, Misbehaviour, string, RegExp][])('names what is wrong: %s', async (_, how, kind, message) => {
    fake.nameNode.behave = () => how;
    await expect(read()).rejects.toMatchObject({ kind, message, dependency: 'lake' });
  });

  it('finds nothing only when WebHDFS says that there is nothing', async () => {
    expect(await files.read('none', 0, 5)).toBeUndefined();
    expect(await files.stat('none')).toBeUndefined();
    fake.nameNode.behave = () => ({ status: 404, body: 'no such page' });
    expect(await kindOf(() => files.stat('none'))).toBe('upstream-failed');
  });
});

describe('a pair of NameNodes', () => {
  it('is asked at the active one, which is remembered', async () => {
    fake.nameNode.behave = () => standbyAnswer;
    fake.standby.behave = () => undefined;
    expect(await read()).toBe('234');
    expect(await files.stat('a')).toMatchObject({ length: 10 });
    expect(fake.nameNode.asked).toHaveLength(1);
  });

  it.each([
    ['breaks connections', 'reset'],
    ['stays silent', 'silent'],
    ['becomes the standby', standbyAnswer],
  ] as [string, Misbehaviour][])('goes on with the other one when the active one %s', async (_, how) => {
    expect(await files.stat('a')).toBeDefined();
    fake.nameNode.behave = () => how;
    fake.standby.behave = () => undefined;
    expect(await files.stat('a')).toBeDefined();
  });

  it('is asked again while both are in standby, until one takes over', async () => {
    fake.nameNode.behave = atFirst(standbyAnswer, 2);
    expect(await read()).toBe('234');
    fake.nameNode.behave = () => standbyAnswer;
    await expect(files.stat('a')).rejects.toMatchObject({ kind: 'unavailable', message: /none of its NameNodes/ });
  });
});

describe('secrets', () => {
  it('go to NameNodes only: the token stands in for the user, and no redirect carries what the NameNode did not put there', async () => {
    await files.close();
    files = opened({ token: 'secret' });
    expect(await read()).toBe('234');
    await files.write('b', [Buffer.from('x')]);
    for (const { searchParams } of fake.nameNode.asked) {
      expect(searchParams.get('delegation')).toBe('secret');
      expect(searchParams.has('user.name')).toBe(false);
    }
    for (const { href } of fake.dataNode.asked) expect(href).not.toContain('secret');
    for (const headers of fake.headers) expect(headers).not.toHaveProperty('authorization');
  });

  it.each(['ftp://127.0.0.1/x', 'file:///etc/passwd', 'http://user:password@127.0.0.1:1/x', '/relative', 'nonsense'])(
    'are not sent on to %s',
    async (location) => {
      fake.nameNode.behave = () => ({ status: 307, headers: { location } });
      await expect(read()).rejects.toMatchObject({ kind: 'upstream-failed', message: /not safe/ });
    },
  );

  it('are followed no further than one redirect', async () => {
    const location = `${fake.otherDataNode.url}/webhdfs/v1/lake/a?op=OPEN&offset=2&length=3`;
    fake.dataNode.behave = () => ({ status: 307, headers: { location } });
    expect(await kindOf(() => read())).toBe('upstream-failed');
    expect(fake.otherDataNode.asked).toEqual([]);
  });

  it.each(['http://u:p@nn:9870', 'hdfs://nn:8020', 'nn:9870', 'http://nn/?x'])(
    'have no place in the address %s',
    (url) => {
      expect(() => opened({ nameNodes: [url] })).toThrow(/not valid/);
    },
  );
});

describe('a write', () => {
  const source = (...texts: string[]) => texts.map((text) => Buffer.from(text));

  it('is sent once, checked, then renamed over what was there', async () => {
    fake.files.set('/lake/b', Buffer.from('old'));
    await files.write('b', source('new ', 'file'));
    expect(fake.files.get('/lake/b')?.toString()).toBe('new file');
    expect(operations(fake.nameNode)).toEqual(['LISTSTATUS_BATCH', 'CREATE', 'GETFILESTATUS', 'RENAME']);
    expect([...fake.files.keys()].filter((path) => path.includes('unfinished'))).toEqual([]);
  });

  it('begins at another DataNode when the first can not be reached', async () => {
    await fake.dataNode.close();
    await files.write('b', source('x'));
    expect(fake.files.get('/lake/b')?.toString()).toBe('x');
  });

  it.each([
    [
      'refused with 403',
      exception(403, 'IOException', 'File could only be written to 0 of the 1 minReplication nodes.'),
    ],
    ['broken off', 'reset'],
  ] as [string, Misbehaviour][])('that is %s leaves the old file and nothing else', async (_, how) => {
    fake.files.set('/lake/b', Buffer.from('old'));
    for (const node of [fake.dataNode, fake.otherDataNode]) node.behave = () => how;
    expect(await kindOf(() => files.write('b', source('x')))).toBe('unavailable');
    expect([...fake.files.keys()]).toEqual(['/lake/a', '/lake/b']);
    expect(fake.files.get('/lake/b')?.toString()).toBe('old');
  });

  it('whose rename was done but not answered is done', async () => {
    let isDone = false;
    fake.nameNode.behave = (url) => {
      if (url.searchParams.get('op') !== 'RENAME' || isDone) return undefined;
      isDone = true;
      const draft = '/lake/.b.u0.unfinished';
      fake.files.set('/lake/b', fake.files.get(draft) ?? Buffer.of());
      fake.files.delete(draft);
      return 'reset';
    };
    await files.write('b', source('x'));
    expect(fake.files.get('/lake/b')?.toString()).toBe('x');
  });

  it('whose bytes did not all arrive is a failure', async () => {
    fake.dataNode.behave = () => {
      fake.files.set('/lake/.b.u0.unfinished', Buffer.from('x'));
      return { status: 201 };
    };
    expect(await kindOf(() => files.write('b', source('longer')))).toBe('unavailable');
    expect(fake.files.has('/lake/b')).toBe(false);
  });

  it('in safe mode says so', async () => {
    fake.nameNode.behave = atFirst(safeMode, 99, 'CREATE');
    await expect(files.write('b', source('x'))).rejects.toMatchObject({ kind: 'unavailable', message: /safe mode/ });
  });

  it('passes on what the source of the bytes throws', async () => {
    // biome-ignore lint/correctness/useYield: it fails before
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      throw Object.assign(new Error('no more'), { code: 'ENOENT' });
    };
    await expect(files.write('b', broken())).rejects.toThrow('no more');
  });
});
