import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

export interface PageScript {
  readonly url: string;
  /** Size as it travels. */
  readonly gzipBytes: number;
}

/** Adds up scripts, kB of 1000 bytes. */
export const kilobytesOf = (scripts: readonly PageScript[]): number =>
  scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1e3;

/** Idle time never comes: what a page loads then, the interactive light curve, stays away. For `addInitScript`. */
export const withoutIdleTime = 'window.requestIdleCallback = () => 0';

/** Opens `url` and gives every script that came until the page `isDone`, whoever asked for it; nothing on the page is touched. */
export async function scriptsOf(page: Page, url: string, isDone: () => boolean): Promise<readonly PageScript[]> {
  const found = new Map<string, Promise<PageScript>>();
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script' || found.has(response.url())) return;
    const sized = response
      .body()
      .then((body) => ({ url: response.url(), gzipBytes: gzipSync(body, { level: 6 }).length }));
    found.set(response.url(), sized);
  });
  await page.goto(url);
  await page.waitForFunction(isDone, undefined, { polling: 250 });
  await page.waitForLoadState('networkidle');
  return await Promise.all(found.values());
}

/** For {@link scriptsOf}: the stamps are painted, the last thing that an object page does by itself but for its idle time. */
export const stampsAreShown = (): boolean => performance.getEntriesByName('stamps-shown').length > 0;

/** For {@link scriptsOf}: Plotly has the marks. */
export const plotIsReady = (): boolean => performance.getEntriesByName('plot-ready').length > 0;
