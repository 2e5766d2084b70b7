import { blazarFields } from '#components/analyses/blazar/blazar-fields.ts';
import { observabilityFields } from '#components/analyses/observability/observability-fields.ts';
import { positionFields } from '#components/analyses/position/position-fields.ts';
import { solarSystemFields } from '#components/analyses/solar-system/solar-system-fields.ts';
import { supernovaFields } from '#components/analyses/supernova/supernova-fields.ts';
import { variableFields } from '#components/analyses/variable/variable-fields.ts';
import { stampFields } from '#components/cutouts/stamp-fields.ts';
import { curveFields } from '#components/lightcurve/curve-fields.ts';
import { overlayFields } from '#components/lightcurve/overlays/overlay-fields.ts';
import { skyFields } from '#components/sky/sky-fields.ts';
import { alertOrderFields } from '#components/tables/alert-order-fields.ts';
import { createViewCodec } from '#components/view/codec.ts';
import { choiceField, type StateOf } from '#components/view/field.ts';
import { tabNames } from './tab-list.ts';

/** Everything that a visitor can choose on an object page; each room keeps the table of its own. */
export const viewFields = {
  ...curveFields,
  ...overlayFields,
  ...stampFields,
  ...observabilityFields,
  ...positionFields,
  ...supernovaFields,
  ...solarSystemFields,
  ...variableFields,
  ...blazarFields,
  ...skyFields,
  ...alertOrderFields,
  tab: choiceField('tab', tabNames),
} as const;

/** What a visitor chose. Defaults are left out of the address. */
export type ViewState = StateOf<typeof viewFields>;

const codec = createViewCodec(viewFields);

export const defaultView: ViewState = codec.initial;
export const viewFromQuery = codec.fromQuery;
export const queryFromView = codec.toQuery;
