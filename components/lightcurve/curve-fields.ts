import {
  choiceField,
  flagField,
  listField,
  numberField,
  optionalChoiceField,
  rangeField,
  setField,
  textField,
} from '#components/view/field.ts';

/** What the vertical axis can be. */
export const units = ['mag', 'dcmag', 'flux', 'dcflux', 'asinh'] as const;
export type CurveUnit = (typeof units)[number];

/** What the horizontal axis can be. */
export const timeAxes = ['mjd', 'date', 'first', 'peak', 'last', 'phase'] as const;
export type TimeAxisName = (typeof timeAxes)[number];

/** How fluxes are written. */
export const fluxUnits = ['ujy', 'mjy'] as const;
export type FluxUnit = (typeof fluxUnits)[number];

export const largestSnr = 30;
/** Bounds of the time between the two measurements of a colour. */
export const pairingDays = { from: 0.001, to: 30 };
export const mostPinned = 6;
const anywhere = { from: -1e12, to: 1e12 };

/** What a visitor can choose of the light curve. */
export const curveFields = {
  /** Null: what the survey measures first. */
  unit: optionalChoiceField('unit', units),
  /** Legend keys that are switched off, ascending. */
  hidden: setField('hide', /^[a-z][a-z0-9-]{0,23}$/),
  /** Selected alert; null: the latest. */
  alert: textField('alert', /^\d{1,20}$/),
  timeAxis: choiceField('x', timeAxes),
  /** Zoom in the units of the axes, each ascending; null: all there is. */
  zoomX: rangeField('zx', anywhere),
  zoomY: rangeField('zy', anywhere),
  /** Measurements below this signal to noise are left out. */
  minSnr: numberField('snr', 0, { from: 0, to: largestSnr }),
  /** One point a night, band and kind. */
  nightly: flagField('nights'),
  /** Lines at the brightness of the reference. */
  levels: flagField('ref', true),
  fluxUnit: choiceField('jy', fluxUnits),
  /** Two bands whose difference has a panel: `g-r`. */
  colour: textField('colour', /^[ugrizy]-[ugrizy]$/),
  /** How far apart the two measurements of a colour may be, days. */
  colourWithin: numberField('within', 0.3, pairingDays),
  /** What fits leave over, in a panel. */
  residuals: flagField('res'),
  /** Epochs kept beside the selected one, by alert. */
  pinned: listField('pin', /^\d{1,20}$/, mostPinned),
} as const;
