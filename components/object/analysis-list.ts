import { type ComponentType, lazy } from 'react';
import type { AnalysisName } from '#domain/object/relevance.ts';

/** Each analysis; its code is loaded when it is first drawn. */
export const analysisPanes: Readonly<Record<AnalysisName, ComponentType>> = {
  supernova: lazy(() => import('#components/analyses/supernova/supernova-pane.tsx')),
  'solar-system': lazy(() => import('#components/analyses/solar-system/solar-system-pane.tsx')),
  variable: lazy(() => import('#components/analyses/variable/variable-pane.tsx')),
  blazar: lazy(() => import('#components/analyses/blazar/blazar-pane.tsx')),
  observability: lazy(() => import('#components/analyses/observability/observability-pane.tsx')),
  position: lazy(() => import('#components/analyses/position/position-pane.tsx')),
  tracklet: lazy(() => import('#components/analyses/tracklet/tracklet-pane.tsx')),
};
