import { type ColourMapName, colourMapNames } from '#domain/stamps/colour-map.ts';
import { type StretchName, stretchNames } from '#domain/stamps/stretch.ts';

export const units = ['mag', 'flux'] as const;
export const tabs = ['summary', 'alerts', 'data'] as const;

/** What a visitor chose on an object page. Defaults are null or the first of their list, and are left out of the address. */
export interface ViewState {
  /** Null: what the survey measures first. */
  readonly unit: (typeof units)[number] | null;
  /** Legend keys that are switched off, ascending. */
  readonly hidden: readonly string[];
  /** Selected alert; null: the latest. */
  readonly alert: string | null;
  readonly stretch: StretchName;
  readonly map: ColourMapName;
  readonly tab: (typeof tabs)[number];
}

export const defaultView: ViewState = {
  unit: null,
  hidden: [],
  alert: null,
  stretch: stretchNames[0],
  map: colourMapNames[0],
  tab: tabs[0],
};

const legendKey = /^[a-z]{1,9}(?:-limit)?$/;
const alertId = /^\d{1,20}$/;

const oneOf = <Value extends string>(list: readonly Value[], text: string | null): Value | undefined =>
  list.find((value) => value === text);

/** The view an address asks for; what it doesn't understand is the default. Unrelated parameters are ignored. */
export function viewFromQuery(query: URLSearchParams): ViewState {
  const hidden = (query.get('hide') ?? '').split(',').filter((key) => legendKey.test(key));
  const alert = query.get('alert') ?? '';
  return {
    unit: oneOf(units, query.get('unit')) ?? null,
    hidden: [...new Set(hidden)].sort().slice(0, 24),
    alert: alertId.test(alert) ? alert : null,
    stretch: oneOf(stretchNames, query.get('stretch')) ?? defaultView.stretch,
    map: oneOf(colourMapNames, query.get('map')) ?? defaultView.map,
    tab: oneOf(tabs, query.get('tab')) ?? defaultView.tab,
  };
}

/** The shortest query of a view: `''`, or `?unit=flux&hide=g`. Parameters that are not of the view (`keep`) stay, in front. */
export function queryFromView(view: ViewState, keep = new URLSearchParams()): string {
  const query = new URLSearchParams(keep);
  const set = (name: string, value: string | null): void => {
    query.delete(name);
    if (value !== null && value !== '') query.append(name, value);
  };
  set('unit', view.unit);
  set('hide', [...view.hidden].sort().join(','));
  set('alert', view.alert);
  set('stretch', view.stretch === defaultView.stretch ? null : view.stretch);
  set('map', view.map === defaultView.map ? null : view.map);
  set('tab', view.tab === defaultView.tab ? null : view.tab);
  const text = query.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
