import { createPublished } from './published.ts';
import type { Fold } from './time-axis.ts';

/** The fold of an analysis, for the phase axis of the light curve; publish in an effect and take back what it returns. */
export const curveFolds = createPublished<Fold & { readonly id: string }>();
