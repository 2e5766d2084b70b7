/** Models of transients, without their code: addresses of pages name them. The first is the default. */
export const transientModelNames = ['bazin', 'villar'] as const;
export type TransientModelName = (typeof transientModelNames)[number];
