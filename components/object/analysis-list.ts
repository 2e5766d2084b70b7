import type { ComponentType } from 'react';
import type { AnalysisName } from '#domain/object/relevance.ts';

type Pane = () => Promise<{ readonly default: ComponentType }>;

/** Code of each analysis; loaded when its tab is opened. */
export const analysisLoaders: Readonly<Partial<Record<AnalysisName, Pane>>> = {
  supernova: () => import('#components/analyses/supernova/supernova-pane.tsx'),
  'solar-system': () => import('#components/analyses/solar-system/solar-system-pane.tsx'),
  variable: () => import('#components/analyses/variable/variable-pane.tsx'),
  blazar: () => import('#components/analyses/blazar/blazar-pane.tsx'),
  observability: () => import('#components/analyses/observability/observability-pane.tsx'),
  position: () => import('#components/analyses/position/position-pane.tsx'),
  tracklet: () => import('#components/analyses/tracklet/tracklet-pane.tsx'),
};
