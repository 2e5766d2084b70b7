import type { Belonging } from './reading.ts';

/** Analyses that make sense for some objects only. */
export const analysisNames = [
  'supernova',
  'variable',
  'solar-system',
  'tracklet',
  'blazar',
  'observability',
  'position',
] as const;
export type AnalysisName = (typeof analysisNames)[number];

/**
 * The analyses that make sense for an object of so many detections.
 * What moves is no supernova and no variable star; where a tracklet will be, its few positions do not tell.
 */
export function analysesOf(detections: number, { solarSystemName, trackletName, blazar }: Belonging): AnalysisName[] {
  const moves = solarSystemName !== null || trackletName !== null;
  const makesSense: Record<AnalysisName, boolean> = {
    supernova: detections > 1 && !moves,
    variable: detections > 1 && !moves,
    'solar-system': solarSystemName !== null,
    tracklet: trackletName !== null,
    blazar,
    observability: trackletName === null,
    position: true,
  };
  return analysisNames.filter((name) => makesSense[name]);
}
