// What a visitor waits for on an object page: an upstream that is far away and one that is near, a browser at full speed and at a
// quarter of it. Run by npm run bench:web; prints our marks beside what was measured of the existing portal, writes JSON.
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type ConsoleMessage, chromium, type Page } from '@playwright/test';
import { namedFailures } from '#server/mock-api/failures.ts';
import { browserArguments, browserPath } from '../e2e/stack/browser.ts';
import { makeSurvey, objectOfLength, places, report, root, startService, startWeb } from './bench-stack.ts';
import { type Figure, median } from './measure.ts';
import { type Relay, startRelay } from './relay.ts';

const farMs = 800;
const runs = Number(process.env.BENCH_RUNS ?? 7);
/** Of the far portal, before it is measured. */
const visitsToWarmUp = 3;

async function startAll(upstream: string): Promise<ChildProcess[]> {
  makeSurvey();
  // Every page asks the upstream: a cold visit each.
  const cold = { OBJECT_FRESH_MS: '0' };
  const far = { OBJECT_API_URL: upstream, CUTOUT_API_URL: `${upstream}/cutout`, PUBLIC_URL: places.far };
  return [
    await startService('object-api', `${places.objectApi}/ready`),
    await startService('cutout-api', `${places.cutoutApi}/ready`),
    await startService('mock-api', `${places.mock}/health`, { MOCK_LATENCY_MS: String(farMs) }),
    await startWeb(places.web, cold),
    await startWeb(places.far, { ...cold, ...far }),
  ];
}

/** The drawing as HTML, not the words that say the same in the data for React, which come before it. */
const drawing = /aria-label="[^"]*against time;/;

/** Milliseconds from the request to the first byte, and the time of the piece of HTML that has the curve. */
async function streamOf(url: string): Promise<{ firstMs: number; curveAtMs: number }> {
  const beganMs = performance.now();
  const response = await fetch(url);
  if (!response.body || response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  let [firstMs, curveAtMs, html] = [Number.NaN, Number.NaN, ''];
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const nowMs = performance.now();
    if (Number.isNaN(firstMs)) firstMs = nowMs - beganMs;
    html += text;
    if (Number.isNaN(curveAtMs) && drawing.test(html)) curveAtMs = nowMs;
  }
  return { firstMs, curveAtMs };
}

/** What the browser says of one visit, milliseconds from the click on the link. */
interface Visit {
  readonly curveMs: number;
  /** All three: they come in one frame. */
  readonly stampsMs: number;
  readonly plotMs: number;
  /** Longest task before Plotly was asked for, and from then on, its code included. */
  readonly longestBeforeMs: number;
  readonly longestTakeOverMs: number;
  /** From Plotly's code to its marks. */
  readonly drawnMs: number;
}

declare global {
  interface Window {
    longTasks?: { atMs: number; ms: number }[];
  }
}

/** Long tasks are kept; marks are told, so that nothing has to ask for them in the page while it is measured. */
function observe(): void {
  new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) console.debug(`mark ${name}`);
  }).observe({ type: 'mark', buffered: true });
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.longTasks?.push({ atMs: task.startTime, ms: task.duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** Resolves when plot and stamps are there. A script of ours that looked for them would be one more task, as long as those of the page. */
function untilShown(page: Page): Promise<unknown> {
  const left = new Set(['mark plot-ready', 'mark stamps-shown']);
  const isLast = (message: ConsoleMessage): boolean => left.delete(message.text()) && left.size === 0;
  return page.waitForEvent('console', { predicate: isLast, timeout: 120_000 });
}

async function visit(page: Page, url: string): Promise<Visit> {
  await page.addInitScript(observe);
  const shown = untilShown(page);
  await page.goto(url, { waitUntil: 'commit' });
  await shown;
  // Named functions do not survive the way into the page: only values are fetched there.
  const { marks, tasks } = await page.evaluate(() => ({
    marks: performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime] as const),
    tasks: window.longTasks ?? [],
  }));
  const mark = (name: string) => marks.find(([own]) => own === name)?.[1] ?? Number.NaN;
  const takeOver = mark('plot-start');
  const longest = (from: number, to: number) =>
    Math.max(0, ...tasks.filter(({ atMs }) => atMs >= from && atMs < to).map(({ ms }) => ms));
  return {
    curveMs: mark('curve-visible'),
    stampsMs: mark('stamps-shown'),
    plotMs: mark('plot-ready'),
    longestBeforeMs: longest(0, takeOver),
    longestTakeOverMs: longest(takeOver, Number.POSITIVE_INFINITY),
    drawnMs: mark('plot-ready') - mark('plot-code'),
  };
}

async function visits(browser: Browser, url: string, slowDown: number): Promise<Visit> {
  const found: Visit[] = [];
  for (let run = 0; run < runs; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    if (slowDown > 1) {
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
    }
    found.push(await visit(page, url));
    await context.close();
  }
  const of = (name: keyof Visit) => median(found.map((one) => one[name]));
  return {
    curveMs: of('curveMs'),
    stampsMs: of('stampsMs'),
    plotMs: of('plotMs'),
    longestBeforeMs: of('longestBeforeMs'),
    longestTakeOverMs: of('longestTakeOverMs'),
    drawnMs: of('drawnMs'),
  };
}

/** Pan and zoom on a plot that is there: from the wheel or drag to the next frame, the slowest of some steps. */
async function stepsMs(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await visit(page, url);
  const plot = page.locator('[data-plotly]').first();
  const box = await plot.boundingBox();
  if (!box) throw new Error('The plot has no place.');
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { stepTimes: times });
    addEventListener(
      'mouseup',
      () => {
        const beganMs = performance.now();
        requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - beganMs)));
      },
      true,
    );
  });
  for (let step = 0; step < 6; step++) {
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * (0.2 + 0.02 * step), y - 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * (0.7 - 0.02 * step), y + 40, { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(400);
  }
  const times = await page.evaluate(() => ('stepTimes' in window ? (window.stepTimes as number[]) : []));
  await page.close();
  return median(times);
}

/** What the existing portal needed on the same kind of machine against a local stub (medians; shared facts of the project's README). */
const existing = { curveS: 6.5, thirdStampS: 7.7 };

async function farFigures(figures: Figure[], upstream: Relay): Promise<void> {
  const index: { objects: { survey: string; objectId: string; rows: number }[] } = JSON.parse(
    readFileSync(join(root, 'fixtures/index.json'), 'utf8'),
  );
  const objects = index.objects.filter(({ survey }) => survey === 'ztf').sort((a, b) => b.rows - a.rows);
  const url = (run: number) => `${places.far}/${objects[run % objects.length]?.objectId}`;
  for (let run = 0; run < visitsToWarmUp; run++) await streamOf(url(run));
  const found = [];
  for (let run = 0; run < runs; run++) {
    const { firstMs, curveAtMs } = await streamOf(url(run));
    found.push({ firstMs, curveMs: curveAtMs - upstream.answeredMs('/objects') });
  }
  figures.push(
    {
      name: `first byte, upstream ${farMs} ms away`,
      value: median(found.map((one) => one.firstMs)),
      unit: 'ms',
      budget: 250,
    },
    {
      name: 'curve in the HTML, after the data came',
      value: median(found.map(({ curveMs }) => curveMs)),
      unit: 'ms',
      budget: 30,
      note: 'from the last byte of the light curve’s answer',
    },
  );
}

async function nearFigures(browser: Browser, figures: Figure[]): Promise<void> {
  const { objectId, alerts } = await objectOfLength(300);
  const url = `${places.web}/${objectId}`;
  await visits(browser, url, 1);
  for (const slowDown of [1, 4]) {
    const seen = await visits(browser, url, slowDown);
    const speed = `${slowDown}×`;
    const budget = (value: number) => (slowDown === 1 ? value : undefined);
    const existingNote = (seconds: number) => (slowDown === 1 ? `existing portal ${seconds} s` : undefined);
    figures.push(
      {
        name: `curve visible, ${speed}`,
        value: seen.curveMs,
        unit: 'ms',
        budget: budget(300),
        note: existingNote(existing.curveS),
      },
      {
        name: `three stamps visible, ${speed}`,
        value: seen.stampsMs,
        unit: 'ms',
        budget: budget(600),
        note: existingNote(existing.thirdStampS),
      },
      { name: `plot ready, ${speed}`, value: seen.plotMs, unit: 'ms', note: `${objectId}, ${alerts} alerts` },
      { name: `longest task before the take-over, ${speed}`, value: seen.longestBeforeMs, unit: 'ms', budget: 100 },
      {
        name: `longest task of the take-over, ${speed}`,
        value: seen.longestTakeOverMs,
        unit: 'ms',
        budget: slowDown === 1 ? 100 : 300,
      },
    );
  }
}

async function hugeFigures(browser: Browser, figures: Figure[]): Promise<void> {
  const huge = namedFailures.find(({ name }) => name === 'huge');
  if (!huge) throw new Error('The mock has no huge object.');
  const url = `${places.far}/${huge.ids.ztf}`;
  const seen = await visits(browser, url, 1);
  figures.push(
    { name: '5,000 points drawn, after the plot’s code', value: seen.drawnMs, unit: 'ms', budget: 600 },
    { name: '5,000 points, a step of zoom painted', value: await stepsMs(browser, url), unit: 'ms', budget: 100 },
  );
}

const figures: Figure[] = [];
const children: ChildProcess[] = [];
const upstream = await startRelay(places.mock);
try {
  children.push(...(await startAll(upstream.url)));
  await farFigures(figures, upstream);
  const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArguments });
  await nearFigures(browser, figures);
  await hugeFigures(browser, figures);
  await browser.close();
  report('web', figures, { runs });
} finally {
  for (const child of children) child.kill('SIGTERM');
  upstream.close();
}
