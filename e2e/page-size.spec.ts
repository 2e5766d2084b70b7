import { expect, test } from '@playwright/test';
import { demoObjectId } from './object-id.ts';
import {
  kilobytesOf,
  type PageScript,
  plotIsReady,
  scriptsOf,
  stampsAreShown,
  withoutIdleTime,
} from './page-scripts.ts';

const note = (what: string, scripts: readonly PageScript[]): void => {
  const description = `${kilobytesOf(scripts).toFixed(1)} kB gzip in ${scripts.length} files`;
  test.info().annotations.push({ type: what, description });
};

test('an object page loads at most 160 kB of scripts by itself, stamps included, before anything is touched', async ({
  page,
}) => {
  await page.addInitScript(withoutIdleTime);
  const scripts = await scriptsOf(page, `/${demoObjectId()}`, stampsAreShown);
  note('scripts before interaction', scripts);
  expect(scripts.length).toBeGreaterThan(5);
  expect(kilobytesOf(scripts)).toBeLessThanOrEqual(160);
});

test('idle time adds the interactive light curve with its film, the viewer of stamps and Plotly, and nothing else: no table, no second copy', async ({
  page,
  context,
}) => {
  await page.addInitScript(withoutIdleTime);
  const before = await scriptsOf(page, `/${demoObjectId()}`, stampsAreShown);
  const idle = await context.newPage();
  const known = new Set(before.map(({ url }) => url));
  const added = (await scriptsOf(idle, `/${demoObjectId()}`, plotIsReady)).filter(({ url }) => !known.has(url));
  const [plotly, ...rest] = added.toSorted((a, b) => b.gzipBytes - a.gzipBytes);
  if (plotly === undefined) throw new Error('Idle time loaded no script.');
  note('Plotly', [plotly]);
  note('light curve, film and stamp viewer without Plotly', rest);
  expect(kilobytesOf([plotly])).toBeLessThanOrEqual(370);
  expect(kilobytesOf(rest)).toBeLessThanOrEqual(85);
});
