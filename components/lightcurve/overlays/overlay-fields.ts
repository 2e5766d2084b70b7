import { setField } from '#components/view/field.ts';
import { overlayIds } from './overlay-ids.ts';

const ids: readonly string[] = overlayIds;

/** Which light curves of others are asked for and drawn. */
export const overlayFields = {
  overlays: setField('over', new RegExp(`^(?:${ids.join('|')})$`)),
} as const;
