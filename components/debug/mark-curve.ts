/**
 * Notes when the light curve of the first HTML was seen: the first paint, or the end of the document where that came later
 * because the curve was streamed.
 */
export function markCurveVisible(): void {
  if (performance.getEntriesByName('curve-visible').length > 0) return;
  const paint = performance.getEntriesByName('first-contentful-paint').at(0)?.startTime ?? performance.now();
  const [page] = performance.getEntriesByType('navigation');
  const end = page instanceof PerformanceNavigationTiming ? page.responseEnd : 0;
  performance.mark('curve-visible', { startTime: Math.max(paint, end) });
}
