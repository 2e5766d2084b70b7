/** Sources of photometry beside the alerts of the page: a data release, and the other survey's alerts. */
export const overlayIds = ['release', 'survey'] as const;
export type OverlayId = (typeof overlayIds)[number];
