import type { AnalysisName } from '#domain/object/relevance.ts';

/** Tabs of an object page in their order; the first is shown unless the address says otherwise. */
export const tabNames = [
  'summary',
  'supernova',
  'variable',
  'solar-system',
  'tracklet',
  'blazar',
  'observability',
  'position',
  'alerts',
  'data',
] as const satisfies readonly (AnalysisName | 'summary' | 'alerts' | 'data')[];
export type TabName = (typeof tabNames)[number];

export const tabTitles: Readonly<Record<TabName, string>> = {
  summary: 'Summary',
  supernova: 'Supernova',
  variable: 'Variable',
  'solar-system': 'Solar System',
  tracklet: 'Tracklet',
  blazar: 'Blazar',
  observability: 'Observability',
  position: 'Position',
  alerts: 'All alerts',
  data: 'Get data',
};
