// npm run profile -- SERVICE ROUTE [name=value …]: calls a route many times, prints what its stages took, writes a CPU profile.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildServices, buildWeb } from './lib/build.mjs';
import { ensureInstalled, packageFile, root, run, Stop } from './lib/project.mjs';
import { freePorts, untilReady } from './lib/supervisor.mjs';

const usage = `npm run profile -- SERVICE ROUTE [name=value …] [--times N] [--warmup N] [--post] [--out FILE]

  SERVICE   object-api, cutout-api or web
  ROUTE     objects, lsst/sources, … for the APIs; a path for anything else: /ZTF99abcdefg
  --times   calls that are measured, one after another (300)
  --warmup  calls before them (100)
  --post    sends the arguments as JSON instead of in the address
  --out     file of the CPU profile (.cache/profiles/…); Chrome's developer tools and speedscope open it

Data is that of DATA_DIR (./.data). Example: npm run profile -- object-api objects objectId=ZTF99aaaaaab`;

/** Which processes a profile of each needs, itself last. */
const needs = {
  'cutout-api': ['cutout-api'],
  'object-api': ['cutout-api', 'object-api'],
  web: ['cutout-api', 'object-api', 'web'],
};
const portSettings = { 'cutout-api': 'CUTOUT_API_PORT', 'object-api': 'OBJECT_API_PORT', web: 'PORT' };

function readCommand() {
  const whole = (text, least) => {
    if (!/^\d{1,6}$/.test(text) || Number(text) < least) throw new Stop(`${text} is no number of calls.\n\n${usage}`);
    return Number(text);
  };
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        times: { type: 'string', default: '300' },
        warmup: { type: 'string', default: '100' },
        post: { type: 'boolean', default: false },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new Stop(`${error.message}\n\n${usage}`);
  }
  const { values, positionals } = parsed;
  const [service = '', route = '', ...pairs] = positionals;
  if (values.help || !(service in needs) || route === '') throw new Stop(usage);
  const wrong = pairs.find((pair) => !pair.includes('='));
  if (wrong !== undefined) throw new Stop(`${wrong} is no name=value.\n\n${usage}`);
  const args = pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  return { service, route, args, ...values, times: whole(values.times, 1), warmup: whole(values.warmup, 0) };
}

function pathOf(service, route) {
  if (route.startsWith('/')) return route;
  if (service === 'web') return `/${route}`;
  const survey = /^(ztf|lsst)\/(.+)$/.exec(route);
  return survey === null ? `/api/v1/${route}` : `/${survey[1]}/api/v1/${survey[2]}`;
}

/** Starts a process; the one that is profiled hears of us and tells its log lines. */
async function start(name, { env, port, isProfiled }) {
  const program =
    name === 'web'
      ? [packageFile('next/dist/bin/next'), 'start', '-H', '127.0.0.1', '-p', String(port)]
      : [join(root, 'dist', `${name}.mjs`)];
  const prelude = isProfiled ? ['--import', new URL('lib/cpu-profiler.mjs', import.meta.url).href] : [];
  const stdio = ['ignore', 'pipe', 'inherit', ...(isProfiled ? ['ipc'] : [])];
  const child = spawn(process.execPath, ['--enable-source-maps', ...prelude, ...program], { cwd: root, env, stdio });
  const lines = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop();
    if (isProfiled) lines.push(...parts);
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Stop(`${name} ended with ${signal ?? `status ${code}`}.`);
  });
  ended.catch(() => undefined);
  const ready = `http://127.0.0.1:${port}${name === 'web' ? '/api/health' : '/ready'}`;
  await Promise.race([untilReady(ready, 30_000, name, () => false), ended]);
  return { child, lines };
}

async function tell(child, message) {
  const answered = once(child, 'message');
  child.send(message);
  await answered;
}

function createCall(address, { args, post }) {
  const url = new URL(address);
  if (!post) for (const [name, value] of args) url.searchParams.append(name, value);
  const body = post ? JSON.stringify(Object.fromEntries(args)) : undefined;
  return async (id) => {
    const headers = { 'x-request-id': id, ...(post ? { 'content-type': 'application/json' } : {}) };
    const response = await fetch(url, { method: post ? 'POST' : 'GET', headers, body, redirect: 'manual' });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status >= 400) throw new Stop(`${url} answered ${response.status}: ${bytes.toString().slice(0, 400)}`);
  };
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
const sortedNumbers = (values) => values.filter(Number.isFinite).sort((a, b) => a - b);

/** What the log lines say of each stage, longest first, and of what was read and sent. */
function summarise(requests) {
  const stages = new Map();
  for (const { stages: of } of requests) {
    for (const [stage, ms] of Object.entries(of)) stages.set(stage, [...(stages.get(stage) ?? []), ms]);
  }
  const rows = [...stages].map(([stage, values]) => row(stage, values)).sort((a, b) => b.median - a.median);
  const total = row(
    'total',
    requests.map(({ ms }) => ms),
  );
  const counts = ['rows', 'readBytes', 'reads', 'bytesRead', 'bytes'].flatMap((name) => {
    const values = sortedNumbers(requests.map((request) => request[name]));
    return values.length === 0 ? [] : [[name, quantile(values, 0.5)]];
  });
  return { rows: [...rows, total], counts };
}

function row(stage, values) {
  const sorted = sortedNumbers(values);
  return { stage, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), requests: sorted.length };
}

/** Functions by the time spent in themselves. */
function hottest(file, count) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'));
  const selfMicroseconds = new Map();
  samples.forEach((id, index) => {
    selfMicroseconds.set(id, (selfMicroseconds.get(id) ?? 0) + timeDeltas[index]);
  });
  const byFunction = new Map();
  for (const { id, callFrame } of nodes) {
    if (callFrame.functionName === '(idle)') continue;
    const place =
      callFrame.url === '' ? '' : ` ${callFrame.url.split('/').slice(-2).join('/')}:${callFrame.lineNumber + 1}`;
    const name = `${callFrame.functionName || '(anonymous)'}${place}`;
    byFunction.set(name, (byFunction.get(name) ?? 0) + (selfMicroseconds.get(id) ?? 0));
  }
  const busy = [...byFunction.values()].reduce((sum, value) => sum + value, 0);
  const ranked = [...byFunction].sort((a, b) => b[1] - a[1]).slice(0, count);
  return ranked.map(([name, value]) => ({ name, share: value / busy }));
}

function print({ command, path, requests, file }) {
  const { rows, counts } = summarise(requests);
  const say = (line = '') => process.stdout.write(`${line}\n`);
  say(`\n${command.service} ${path}: ${requests.length} calls, one after another, milliseconds at the server\n`);
  say(`  ${'stage'.padEnd(16)}${'median'.padStart(10)}${'p95'.padStart(10)}`);
  for (const { stage, median, p95 } of rows) {
    say(`  ${stage.padEnd(16)}${median.toFixed(3).padStart(10)}${p95.toFixed(3).padStart(10)}`);
  }
  const words = {
    rows: 'rows read',
    readBytes: 'bytes read',
    bytesRead: 'bytes read',
    reads: 'reads',
    bytes: 'bytes sent',
  };
  if (counts.length > 0) say(`\n  ${counts.map(([name, value]) => `${words[name]} ${value}`).join(', ')} (medians)`);
  say('\n  busiest functions (share of the time not idle)');
  for (const { name, share } of hottest(file, 12)) say(`  ${(share * 100).toFixed(1).padStart(6)} %  ${name}`);
  say(`\nCPU profile: ${file}`);
}

/** The log line of every measured request; lines come in blocks, some time after the answers. */
async function logLines(lines, prefix, count) {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const found = lines.filter((line) => line.includes(`"requestId":"${prefix}`)).map((line) => JSON.parse(line));
    if (found.length >= count || Date.now() > deadline) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function profile(command, children) {
  const dataDir = resolve(root, process.env.DATA_DIR ?? '.data');
  if (!existsSync(join(dataDir, 'format.json')))
    throw new Stop(`There is no data in ${dataDir}: run npm start once, or set DATA_DIR to a folder with data.`);
  const names = needs[command.service];
  const free = await freePorts(names.length);
  const ports = Object.fromEntries(names.map((name, index) => [name, free[index]]));
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    METRICS_PORT: '',
    DATA_DIR: dataDir,
  };
  Object.assign(env, {
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    CUTOUT_API_URL: `http://127.0.0.1:${ports['cutout-api']}`,
  });
  for (const name of names) env[portSettings[name]] = String(ports[name]);
  if (command.service === 'web') env.OBJECT_API_URL = `http://127.0.0.1:${ports['object-api']}`;
  let profiled;
  for (const name of names) {
    profiled = await start(name, { env, port: ports[name], isProfiled: name === command.service });
    children.push(profiled.child);
  }
  const path = pathOf(command.service, command.route);
  const call = createCall(`http://127.0.0.1:${ports[command.service]}${path}`, command);
  for (let index = 0; index < command.warmup; index++) await call(`profile-warmup-${index}`);
  await tell(profiled.child, { profile: 'begin' });
  for (let index = 0; index < command.times; index++) await call(`profile-call-${index}`);
  const slug = `${command.service}-${path}`.replaceAll(/[^\w-]+/g, '-').slice(0, 80);
  const file = resolve(root, command.out ?? join('.cache', 'profiles', `${slug}-${Date.now()}.cpuprofile`));
  mkdirSync(join(file, '..'), { recursive: true });
  await tell(profiled.child, { profile: 'end', file });
  const requests = await logLines(profiled.lines, 'profile-call-', command.times);
  if (requests.length === 0) throw new Stop('The process logged none of the calls.');
  print({ command, path, requests, file });
}

await run(async () => {
  const command = readCommand();
  ensureInstalled();
  await buildServices();
  if (command.service === 'web') await buildWeb();
  const children = [];
  try {
    await profile(command, children);
  } finally {
    for (const child of children) child.kill();
  }
});
