import { createPublished } from '../published.ts';
import type { OverlayCurve } from './overlay-curve.ts';

/** Light curves of others that the figure draws: publish one in each of its states (waiting, then what came). */
export const overlayCurves = createPublished<OverlayCurve>();
