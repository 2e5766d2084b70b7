import type { Page } from '@playwright/test';

declare global {
  interface Window {
    layoutShift?: number;
  }
}

/** To be run in the page before anything else of it; a browser that does not measure shifts leaves NaN. */
export function observeShifts(): void {
  window.layoutShift = PerformanceObserver.supportedEntryTypes.includes('layout-shift') ? 0 : Number.NaN;
  const add = (entry: PerformanceEntry) => {
    if ('value' in entry && 'hadRecentInput' in entry && !entry.hadRecentInput)
      window.layoutShift = (window.layoutShift ?? 0) + Number(entry.value);
  };
  new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type: 'layout-shift', buffered: true });
}

/** Everything that moved by itself since the page was opened (as the sum of layout-shift entries). */
export async function shiftOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return window.layoutShift ?? Number.NaN;
  });
}
