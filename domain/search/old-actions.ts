import { PortalError, shownValue } from '#domain/failure.ts';
import { isoFromMjd } from '#domain/object/format-value.ts';
import { mjdFromDateText } from '#domain/time/date-text.ts';
import type { Given, OldLink } from './old-link.ts';
import { solarSystemName, trackletName } from './solar-system-name.ts';

/** What the earlier portals could be asked by a link. */
export type OldAction = 'object' | 'cone' | 'class' | 'sso' | 'tracklet' | 'anomaly' | 'date' | 'tag' | 'gw';

type Parameters = ReadonlyMap<string, string>;
type ReadAction = (given: Parameters, shown: readonly Given[]) => OldLink;

const minutesOfDay = 1440;
const defaultMinutes = 1;

/** One option of the search box, quoted where it has spaces; `''` for one that was not given. */
function option(given: Parameters, name: string): string {
  const value = given.get(name)?.replaceAll(/["']/g, (quote) => (quote === "'" ? 'm' : ''));
  if (value === undefined || value === '') return '';
  return ` ${name}=${/\s/.test(value) ? `"${value}"` : value}`;
}

const options = (given: Parameters, ...names: readonly string[]): string =>
  names.map((name) => option(given, name)).join('');

function missing(what: string, shown: readonly Given[]): OldLink {
  return { kind: 'unclear', reason: `This link names no ${what}.`, given: shown };
}

/** A date in the form that the API takes, or the refusal's words. */
function dated(args: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const read = Object.entries(args).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, isoFromMjd(mjdFromDateText(value, name))] as const],
  );
  return Object.fromEntries(read);
}

function withDates(shown: readonly Given[], build: () => OldLink): OldLink {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return { kind: 'unclear', reason: error.message, given: shown };
  }
}

const anObject: ReadAction = (given, shown) => {
  const text = given.get('object');
  return text === undefined ? missing('object', shown) : { kind: 'search', text };
};

const aCone: ReadAction = (given, shown) => {
  const [ra, dec] = [given.get('ra'), given.get('dec')];
  if (ra === undefined || dec === undefined) return missing('position (ra and dec)', shown);
  return { kind: 'search', text: `${ra}, ${dec}${options(given, 'r', 'after', 'before', 'window')}` };
};

const aClass: ReadAction = (given, shown) => {
  const name = given.get('class');
  if (name === undefined) return missing('class', shown);
  if (name === 'Anomaly') return anomalies(given, shown);
  const quote = name.includes('"') ? "'" : '"';
  const text = `class=${quote}${name}${quote}${options(given, 'last', 'after', 'before', 'window', 'trend')}`;
  return { kind: 'search', text };
};

const aSolarSystemObject: ReadAction = (given, shown) => {
  const name = given.get('sso') ?? given.get('object');
  if (name === undefined) return missing('Solar System object', shown);
  const full = solarSystemName(name) ?? name;
  return {
    kind: 'question',
    title: `Solar System object ${shownValue(full)}`,
    sentence: 'All alerts of this object, by its number, name or designation.',
    given: shown,
    survey: 'ztf',
    route: 'sso',
    args: { n_or_d: full.replaceAll(' ', '') },
    search: `sso=${full}`,
  };
};

const aTracklet: ReadAction = (given, shown) => {
  const [id, date] = [given.get('object') ?? given.get('id'), given.get('date')];
  if (id === undefined && date === undefined) return missing('tracklet', shown);
  return {
    kind: 'question',
    title: `Tracklet ${shownValue(id ?? date)}`,
    sentence: 'Alerts of satellites and debris that were seen one after the other along a line.',
    given: shown,
    survey: 'ztf',
    route: 'tracklet',
    args: id === undefined ? { date: date ?? '' } : { id },
    ...(id !== undefined && trackletName(id) !== undefined ? { search: id } : {}),
  };
};

const anomalies: ReadAction = (given, shown) =>
  withDates(shown, () => ({
    kind: 'question',
    title: 'Anomalies',
    sentence: 'The latest alerts that were tagged as anomalies.',
    given: shown,
    survey: 'ztf',
    route: 'anomaly',
    args: {
      n: given.get('last') ?? '100',
      ...dated({ start_date: given.get('after'), stop_date: given.get('before') }),
    },
  }));

/** The old window was in minutes. No route lists alerts of all classes, so the call names one to begin with. */
const aDate: ReadAction = (given, shown) =>
  withDates(shown, () => {
    const after = given.get('after');
    if (after === undefined) return missing('date', shown);
    const from = mjdFromDateText(after, 'startdate');
    const minutes = Number(given.get('window') ?? defaultMinutes);
    if (!(minutes > 0 && minutes < 1e6))
      throw new PortalError('bad-request', `window=${shownValue(given.get('window'))}: a number of minutes above 0.`);
    return {
      kind: 'question',
      title: `Alerts of ${minutes} min from ${isoFromMjd(from)}`,
      sentence: 'The API lists alerts of a time a class at a time: put any name of its route “classes” in this call.',
      given: shown,
      survey: 'ztf',
      route: 'latests',
      args: {
        class: 'SN candidate',
        n: '1000',
        startdate: isoFromMjd(from),
        stopdate: isoFromMjd(from + minutes / minutesOfDay),
      },
    };
  });

const aTag: ReadAction = (given, shown) => {
  const tag = given.get('tag');
  if (tag === undefined) return missing('tag', shown);
  return {
    kind: 'question',
    title: `Rubin alerts with the tag ${shownValue(tag)}`,
    sentence: 'The latest alerts that passed this filter; servers of Fink answer it, where they keep tags.',
    given: shown,
    survey: 'lsst',
    route: 'tags',
    args: { tag, n: given.get('last') ?? '100' },
  };
};

const aGravitationalWave: ReadAction = (given, shown) => {
  const name = given.get('event_name');
  if (name === undefined) return missing('event (event_name)', shown);
  return {
    kind: 'question',
    title: `Alerts inside the sky map of ${shownValue(name)}`,
    sentence: 'Alerts inside the credible region, from one day before the event to six days after it.',
    given: shown,
    survey: 'ztf',
    route: 'skymap',
    args: { event_name: name, credible_level: given.get('credible_level') ?? '0.2' },
  };
};

/** How each action reads its parameters. */
export const oldActions: Readonly<Record<OldAction, ReadAction>> = {
  object: anObject,
  cone: aCone,
  class: aClass,
  sso: aSolarSystemObject,
  tracklet: aTracklet,
  anomaly: anomalies,
  date: aDate,
  tag: aTag,
  gw: aGravitationalWave,
};
