// Records what a real HBase REST server answers, for the tests that have none: HBASE_URL=… node scripts/engines/record-answers.mjs
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, root, run, Stop } from '../lib/project.mjs';

const url = process.env.HBASE_URL;
const table = 'recorded';
const json = 'application/json';
const protobuf = 'application/x-protobuf';
const base64 = (text) => Buffer.from(text).toString('base64');

/** Values with every kind of byte, an empty one, and two families. */
const rows = Array.from({ length: 24 }, (_, i) => ({
  key: base64(`ZTF21abfmbix_${2459000 + i}.5`),
  Cell: [
    { column: base64('d:class'), timestamp: 1_700_000_000_000 + i, $: base64(i % 3 === 0 ? '' : `class ${i}`) },
    {
      column: base64('i:magpsf'),
      timestamp: 1_700_000_000_000 + i,
      $: Buffer.from([i, 255, 0, 128]).toString('base64'),
    },
    { column: base64('i:pad'), timestamp: 1_700_000_000_000 + i, $: base64('p'.repeat(i * 7)) },
  ],
}));

async function ask(path, { accept = json, method = 'GET', body, type = json } = {}) {
  const headers = { accept, ...(body === undefined ? {} : { 'content-type': type }) };
  const answer = await fetch(`${url}${path}`, { method, headers, body, signal: AbortSignal.timeout(60_000) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { answer, bytes };
}

async function record(path, options) {
  const { answer, bytes } = await ask(path, options);
  const kept = bytes.subarray(0, answer.ok ? bytes.length : 400);
  return { status: answer.status, contentType: answer.headers.get('content-type'), body: kept.toString('base64') };
}

await run(async () => {
  if (url === undefined) throw new Stop('HBASE_URL must say where a real HBase REST server is.');
  const families = [{ name: 'd' }, { name: 'i' }];
  await ask(`/${table}/schema`, { method: 'DELETE' });
  await ask(`/${table}/schema`, { method: 'PUT', body: JSON.stringify({ name: table, ColumnSchema: families }) });
  await ask(`/${table}/rows`, { method: 'PUT', body: JSON.stringify({ Row: rows }) });
  const { bytes } = await ask('/version/cluster');
  const scanner = `<Scanner batch="1000"><column>${base64('i:magpsf')}</column></Scanner>`;
  const { answer } = await ask(`/${table}/scanner`, { method: 'PUT', body: scanner, type: 'text/xml' });
  const scannerPath = new URL(answer.headers.get('location')).pathname;
  const recorded = {
    hbase: bytes.toString('utf8').replace(/[^\d.]/g, ''),
    rows,
    answers: {
      stateless: await record(`/${table}/*?startrow=ZTF`, { accept: protobuf }),
      statelessEmpty: await record(`/${table}/*?startrow=ZZZ&limit=3`, { accept: protobuf }),
      statelessJson: await record(`/${table}/*?startrow=ZTF`),
      multiGet: await record(`/${table}/multiget?row=ZTF21abfmbix_2459001.5&row=ZTF21abfmbix_2459004.5`, {
        accept: protobuf,
      }),
      multiGetNothing: await record(`/${table}/multiget?row=none`, { accept: protobuf }),
      scanner: await record(`${scannerPath}?n=5`, { accept: protobuf }),
      schema: await record(`/${table}/schema`),
      missingSchema: await record('/no_such_table/schema'),
      missingScan: await record('/no_such_table/*?startrow=a', { accept: protobuf }),
    },
  };
  await ask(`/${table}/schema`, { method: 'DELETE' });
  const file = 'server/adapters/hbase/recorded-answers.golden.json';
  writeFileSync(join(root, file), JSON.stringify(recorded));
  spawnSync(process.execPath, [packageFile('@biomejs/biome/bin/biome'), 'format', '--write', file], { cwd: root });
});
