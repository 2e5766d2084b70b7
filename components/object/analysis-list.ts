import type { ComponentType } from 'react';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import type { AnalysisName } from '#domain/object/relevance.ts';

const pane = (load: () => Promise<ComponentType>): ComponentType => lazyPart(load, 'This analysis did not arrive.');

/** Each analysis; its code is loaded when it is first drawn. */
export const analysisPanes: Readonly<Record<AnalysisName, ComponentType>> = {
  supernova: pane(async () => (await import('#components/analyses/supernova/supernova-pane.tsx')).default),
  'solar-system': pane(async () => (await import('#components/analyses/solar-system/solar-system-pane.tsx')).default),
  variable: pane(async () => (await import('#components/analyses/variable/variable-pane.tsx')).default),
  blazar: pane(async () => (await import('#components/analyses/blazar/blazar-pane.tsx')).default),
  observability: pane(async () => (await import('#components/analyses/observability/observability-pane.tsx')).default),
  position: pane(async () => (await import('#components/analyses/position/position-pane.tsx')).default),
  tracklet: pane(async () => (await import('#components/analyses/tracklet/tracklet-pane.tsx')).default),
};
