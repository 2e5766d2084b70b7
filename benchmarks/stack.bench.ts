// The whole stack on the simulated survey: services, pages, sizes, disk. Run by npm run bench.
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { kilobytesOf, plotIsReady, scriptsOf, stampsAreShown, withoutIdleTime } from '../e2e/page-scripts.ts';
import { browserArguments, browserPath } from '../e2e/stack/browser.ts';
import { dataDir, makeSurvey, objectOfLength, places, report, startService, startWeb } from './bench-stack.ts';
import { call, type Figure, gzipBytes, median, sequence } from './measure.ts';
import { throughput } from './throughput.ts';

const { objectApi, cutoutApi, web } = places;

function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** Blocks that a file really takes: LMDB's file is sparse. */
function allocatedBytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).blocks * 512, 0);
}

async function measureServices(figures: Figure[]): Promise<void> {
  const { objectId, alerts } = await objectOfLength(30);
  const note = `${objectId}, ${alerts} alerts`;
  const all = () => ({ url: `${objectApi}/api/v1/objects`, method: 'POST' as const, json: { objectId } });
  const whole = await sequence(all);
  figures.push({ name: 'objects, all columns, at the server', value: whole.serverMs, unit: 'ms', budget: 2, note });
  figures.push({
    name: 'objects, all columns, p95',
    value: whole.serverP95Ms,
    unit: 'ms',
    note: `${(whole.bytes / 1e3).toFixed(0)} kB`,
  });
  figures.push({
    name: 'objects, all columns, 8 clients',
    value: await throughput(all),
    unit: 'req/s',
    budget: 500,
    atLeast: true,
  });
  const columns = 'i:candid,i:jd,i:fid,i:magpsf,i:sigmapsf,i:isdiffpos,i:diffmaglim';
  const few = await sequence(() => ({
    url: `${objectApi}/api/v1/objects`,
    method: 'POST',
    json: { objectId, columns },
  }));
  figures.push({ name: 'objects, light-curve columns, at the server', value: few.serverMs, unit: 'ms', budget: 0.6 });
}

async function measureStamps(figures: Figure[]): Promise<void> {
  const { objectId, candids } = await objectOfLength(30);
  const located = await call({ url: `${objectApi}/ztf/api/v1/stamp-locations?objectId=${objectId}` });
  const locations: { alertId: string; hdfsPath: string; locator: string | null }[] = JSON.parse(
    located.body.toString(),
  );
  const at = (index: number) => {
    const location = locations[index % locations.length];
    if (location === undefined) throw new Error(`${objectId} has no stamp locations`);
    return location;
  };
  const array = await sequence((index) => {
    const { alertId, hdfsPath, locator } = at(index);
    return {
      url: `${cutoutApi}/api/v1/cutouts`,
      method: 'POST',
      json: { hdfsPath, locator, kind: 'Science', objectId, candid: alertId, return_type: 'array' },
    };
  });
  figures.push({ name: 'cutout API, a stamp as array, at the server', value: array.serverMs, unit: 'ms', budget: 1.5 });
  const stamps = await sequence((index) => {
    const { alertId, hdfsPath, locator } = at(index);
    return {
      url: `${cutoutApi}/api/v1/stamps`,
      method: 'POST',
      json: { survey: 'ztf', hdfsPath, locator, alertId, objectId },
    };
  });
  figures.push({
    name: 'cutout API, three FITS of an alert, at the server',
    value: stamps.serverMs,
    unit: 'ms',
    budget: 0.8,
  });

  const frames = [];
  for (const candid of candids) frames.push(await call({ url: `${web}/data/ztf/${objectId}/${candid}.stamps` }));
  const times = frames.slice(5).map(({ serverMs, callerMs }) => (Number.isNaN(serverMs) ? callerMs : serverMs));
  figures.push({
    name: 'web, a stamp frame nobody asked for before, both calls',
    value: median(times),
    unit: 'ms',
    budget: 8,
  });
}

async function measurePages(figures: Figure[]): Promise<void> {
  for (const [wanted, budget] of [
    [60, 12],
    [300, 20],
  ] as const) {
    const { objectId, alerts } = await objectOfLength(wanted);
    const page = await sequence(() => ({ url: `${web}/${objectId}` }), { warm: 60, runs: 150 });
    const { body } = await call({ url: `${web}/${objectId}` });
    const note = `${objectId}, ${alerts} alerts`;
    figures.push({
      name: `object page near ${wanted} points, as its caller sees it`,
      value: page.callerMs,
      unit: 'ms',
      budget: 15,
      note,
    });
    figures.push({
      name: `object page near ${wanted} points, HTML gzip`,
      value: gzipBytes(body) / 1e3,
      unit: 'kB',
      budget,
      note: `${(body.length / 1e3).toFixed(0)} kB plain`,
    });
    if (wanted === 60) await measureScripts(figures, `${web}/${objectId}`);
  }
}

/** Scripts as a browser loads them without a touch; then what idle time adds. */
async function measureScripts(figures: Figure[], url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArguments });
  try {
    const quiet = await browser.newPage();
    await quiet.addInitScript(withoutIdleTime);
    const before = await scriptsOf(quiet, url, stampsAreShown);
    const known = new Set(before.map((script) => script.url));
    const whole = await scriptsOf(await browser.newPage(), url, plotIsReady);
    const added = whole.filter((script) => !known.has(script.url));
    const [plotly, ...rest] = added.sort((a, b) => b.gzipBytes - a.gzipBytes);
    const size = { unit: 'kB', value: kilobytesOf(before), budget: 160 };
    figures.push(
      { ...size, name: 'JavaScript before interaction, gzip', note: `${before.length} files, stamps included` },
      { name: 'JavaScript of the interactive light curve, gzip', value: kilobytesOf(rest), unit: 'kB' },
      { name: 'JavaScript of Plotly, gzip', value: kilobytesOf(plotly === undefined ? [] : [plotly]), unit: 'kB' },
    );
  } finally {
    await browser.close();
  }
}

function measureDisk(figures: Figure[]): void {
  const { alerts = Number.NaN } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));
  const tables = allocatedBytesBelow(join(dataDir, 'tables'));
  const lake = bytesBelow(join(dataDir, 'lake'));
  figures.push({ name: 'disk, all', value: (tables + lake) / 1e6, unit: 'MB', budget: 400 });
  figures.push({ name: 'tables, an alert', value: tables / alerts / 1e3, unit: 'kB' });
  figures.push({ name: 'lake, an alert', value: lake / alerts / 1e3, unit: 'kB' });
  figures.push({
    name: 'tables, had the stamps stayed in them, an alert',
    value: (tables + lake) / alerts / 1e3,
    unit: 'kB',
    note: 'the same stamp bytes as cells of the main table',
  });
}

const figures: Figure[] = [];
const children: ChildProcess[] = [];
try {
  const madeIn = makeSurvey();
  if (madeIn !== undefined)
    figures.push({ name: 'simulated survey, made and ingested', value: madeIn, unit: 's', budget: 45 });
  children.push(await startService('object-api', `${objectApi}/ready`));
  children.push(await startService('cutout-api', `${cutoutApi}/ready`));
  children.push(await startWeb(web));
  await measureServices(figures);
  await measureStamps(figures);
  await measurePages(figures);
  measureDisk(figures);
  report('stack', figures);
} finally {
  for (const child of children) child.kill('SIGTERM');
}
