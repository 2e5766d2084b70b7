/** Models of phase curves, without their code: addresses of pages name them. The first is the default. */
export const phaseModelNames = ['hg1g2', 'hg', 'hg12', 'shg1g2', 'socca'] as const;
export type PhaseModelName = (typeof phaseModelNames)[number];
