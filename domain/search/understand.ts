import { positionFromText } from '#domain/coordinates/position-text.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { PortalError, shownValue } from '#domain/failure.ts';
import { canonicalId, canonicalPrefix } from './canonical-id.ts';
import type { Understood } from './result.ts';
import { type SeenWindow, seenWindowFrom } from './seen-window.ts';
import { mayBeName, solarSystemName, trackletName } from './solar-system-name.ts';

export interface UnderstandOptions {
  /** Class names that are known without `class=`. */
  readonly classNames: readonly string[];
  readonly defaultRadiusArcsec: number;
  readonly defaultLimit: number;
}

const mostRadiusArcsec = 18_000;
const mostLimit = 1000;
const trends: ReadonlySet<string> = new Set(['rising', 'fading', 'low_state', 'new_low_state']);
const longest = 200;
/** Shorter beginnings of an id match too many objects to be listed. */
const shortestPrefix = 5;

const arcsecOfUnit: Readonly<Record<string, number>> = {
  '': 1,
  '"': 1,
  '″': 1,
  s: 1,
  arcsec: 1,
  "'": 60,
  '′': 60,
  m: 60,
  arcmin: 60,
  '°': 3600,
  d: 3600,
  deg: 3600,
};

const besideClass = 'r|radius|last|n|limit|after|before|window|trend';
const optionPattern = new RegExp(`(?:^|\\s)(class|${besideClass})\\s*[=:]\\s*("[^"]*"|'[^']*'|\\S+)`, 'gi');
/** Names of classes have spaces: without quotes they go on to the next option. */
const classPattern = new RegExp(
  `((?:^|\\s)class\\s*[=:]\\s*)(?!["'\\s])([^"]+?)(?=\\s+(?:${besideClass})\\s*[=:]|$)`,
  'i',
);
/** What follows is the whole name, spaces and all. */
const solarSystemPattern = /^sso\s*[=:]\s*(.*)$/i;
const nothing = (reason: string): Understood => ({ kind: 'nothing', reason });

/**
 * What the text of the search box means. Never throws: what can't be understood says why.
 *
 * Ids whole and partial in any spelling; positions in degrees, or sexagesimal (RA in hours), with `r=10`, `r=10"`, `r=1m`, `r=0.1d`;
 * `class=SN candidate last=100 trend=rising`, in quotes or not, or a class by its bare name. Positions and classes take a span of time:
 * `after=2023-03-29 before=60120`, or `after=… window=10` (days). `:` is as good as `=`.
 *
 * Solar System objects by `sso=8467`, by a designation, packed or not, and by a word that is nothing else; tracklets by `TRCK_…`.
 */
export function understoodFromText(text: string, options: UnderstandOptions): Understood {
  // A habitual `/` before the box had the focus is no part of a name.
  const trimmed = text.trim().replace(/^\/+\s*/, '');
  if (trimmed === '') return nothing('Type an object id, coordinates or a class.');
  if (trimmed.length > longest) return nothing(`Longer than ${longest} characters.`);
  const whole = canonicalId(trimmed);
  if (whole !== undefined) return { kind: 'object', survey: whole.survey.id, objectId: whole.objectId };
  const partial = canonicalPrefix(trimmed);
  if (partial !== undefined) return understoodPrefix(partial.survey.id, partial.prefix);
  const moving = understoodMoving(trimmed);
  if (moving !== undefined) return moving;
  const { rest, given } = splitOptions(trimmed);
  const stated = given.get('class');
  const named = knownClass(stated ?? rest, options) ?? stated;
  if (stated !== undefined && rest !== '')
    return nothing(`“${shownValue(rest)}” beside class=${shownValue(stated)}: ask for one or the other.`);
  if (named !== undefined) return understoodClass(named, given, options);
  if (given.size > 0 && (rest === '' || canonicalId(rest) !== undefined)) return nothing(strayWords(rest, given));
  if (given.size === 0 && mayBeName(rest)) return { kind: 'solar-system', name: rest, guessed: true };
  return understoodCone(rest, given, options);
}

/** Why options alone, or beside an identifier, are no question. */
function strayWords(id: string, given: ReadonlyMap<string, string>): string {
  const names = [...given.keys()].map((name) => `${name}=`).join(', ');
  return id === ''
    ? `${names} alone finds nothing: type a position or a class too.`
    : `${names} means nothing beside the identifier ${shownValue(id)}.`;
}

/** The name of a class as it is written, for any case of its letters. */
function knownClass(text: string, { classNames }: UnderstandOptions): string | undefined {
  if (classNames.includes(text)) return text;
  return classNames.find((name) => name.toLowerCase() === text.toLowerCase());
}

/** What moves: undefined for text that says nothing of the kind. */
function understoodMoving(text: string): Understood | undefined {
  const id = trackletName(text);
  if (id !== undefined) return { kind: 'tracklet', id };
  const stated = solarSystemPattern
    .exec(text)?.[1]
    ?.trim()
    .replace(/^(["'])(.*)\1$/, '$2');
  if (stated === undefined) {
    const name = solarSystemName(text);
    return name === undefined ? undefined : { kind: 'solar-system', name };
  }
  if (stated === '' || stated.includes(','))
    return nothing('sso= takes the number, name or designation of one object.');
  return { kind: 'solar-system', name: solarSystemName(stated) ?? stated };
}

/** The words for a text that means nothing here. */
export const unclearText = (text: string): string =>
  `“${shownValue(text)}” is no object id, no position and no class that is known here.`;

function understoodPrefix(survey: 'ztf' | 'lsst', prefix: string): Understood {
  if (prefix.length >= shortestPrefix) return { kind: 'partial', survey, prefix };
  return nothing(`“${prefix}” begins too many ids: type at least ${shortestPrefix} characters.`);
}

function splitOptions(text: string): { rest: string; given: ReadonlyMap<string, string> } {
  const given = new Map<string, string>();
  const alias: Readonly<Record<string, string>> = { radius: 'r', n: 'last', limit: 'last' };
  const quoted = text.replace(classPattern, (_, option: string, name: string) => `${option}"${name}"`);
  const rest = quoted.replace(optionPattern, (_, name: string, value: string) => {
    const key = name.toLowerCase();
    given.set(alias[key] ?? key, value.replace(/^(["'])(.*)\1$/, '$2'));
    return ' ';
  });
  return { rest: rest.trim(), given };
}

function understoodClass(
  className: string,
  given: ReadonlyMap<string, string>,
  options: UnderstandOptions,
): Understood {
  if (className.trim() === '') return nothing('The class is empty.');
  if (given.has('r')) return nothing('r= is for positions; a class takes last=, trend=, after=, before= and window=.');
  const last = given.get('last') ?? String(options.defaultLimit);
  const limit = Number(last);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostLimit)
    return nothing(`last=${shownValue(last)}: a number from 1 to ${mostLimit}.`);
  const trend = given.get('trend');
  if (trend !== undefined && !trends.has(trend))
    return nothing(`trend=${shownValue(trend)}: one of ${[...trends].join(', ')}.`);
  const seen = seenOrReason(given);
  if (typeof seen === 'string') return nothing(seen);
  return { kind: 'class', className: className.trim(), limit, ...seen, ...(trend === undefined ? {} : { trend }) };
}

/** The span of time as a part of what was understood, or why it can't be one. */
function seenOrReason(given: ReadonlyMap<string, string>): { readonly seen?: SeenWindow } | string {
  try {
    const seen = seenWindowFrom(given);
    return seen === undefined ? {} : { seen };
  } catch (error) {
    return error instanceof PortalError ? error.message : 'This span of time can’t be read.';
  }
}

function understoodCone(rest: string, given: ReadonlyMap<string, string>, options: UnderstandOptions): Understood {
  const parts = positionParts(rest);
  if (parts === undefined) return nothing(unclearText(rest));
  const foreign = ['last', 'trend'].find((name) => given.has(name));
  if (foreign !== undefined)
    return nothing(`${foreign}= is for classes; a position takes r=, after=, before= and window=.`);
  const radius = given.get('r');
  const radiusArcsec = radius === undefined ? options.defaultRadiusArcsec : arcsecFromText(radius);
  if (radiusArcsec === undefined)
    return nothing(`r=${shownValue(radius)}: a number of arcseconds, or with " ' m d behind it.`);
  if (!(radiusArcsec > 0) || radiusArcsec > mostRadiusArcsec)
    return nothing('The radius must be above 0 and at most 5°.');
  const position = positionOrReason(parts);
  if (typeof position === 'string') return nothing(position);
  const seen = seenOrReason(given);
  return typeof seen === 'string' ? nothing(seen) : { kind: 'cone', ...position, radiusArcsec, ...seen };
}

function positionOrReason([ra, dec]: readonly [string, string]): SkyPosition | string {
  try {
    return positionFromText(ra, dec);
  } catch (error) {
    return error instanceof PortalError ? error.message : 'These coordinates can’t be read.';
  }
}

/** The two halves of a position, or undefined for text that has not the form of one. */
function positionParts(text: string): readonly [ra: string, dec: string] | undefined {
  const compact = /^J?(\d{2})(\d{2})(\d{2}(?:\.\d+)?)([+\-−])(\d{2})(\d{2})(\d{2}(?:\.\d+)?)$/i.exec(text);
  if (compact !== null) {
    const [, h, m, s, sign, d, arcmin, arcsec] = compact;
    return [`${h} ${m} ${s}`, `${sign === '−' ? '-' : sign}${d} ${arcmin} ${arcsec}`];
  }
  if (!/^[\d+\-−.]/.test(text) || !/^[\d\s:,;.+\-−hmsdeg°'"′″]+$/i.test(text)) return undefined;
  const plain = text.replace(/−/g, '-');
  const halves = plain.split(/\s*[,;]\s*/);
  if (halves.length === 2) return pair(halves);
  const signed = /^(.*[\dms"″])\s*([+-].*)$/i.exec(plain.replace(/^[+-]/, ''));
  if (signed !== null && !plain.startsWith('-')) return pair([signed[1] ?? '', signed[2] ?? '']);
  const words = plain.split(/\s+/);
  return words.length % 2 === 0
    ? pair([words.slice(0, words.length / 2).join(' '), words.slice(words.length / 2).join(' ')])
    : undefined;
}

function pair([ra = '', dec = '']: readonly string[]): readonly [string, string] | undefined {
  return ra.trim() === '' || dec.trim() === '' ? undefined : [ra.trim(), dec.trim()];
}

function arcsecFromText(text: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?|\.\d+)\s*(.*)$/.exec(text.trim());
  const unit = match === null ? undefined : arcsecOfUnit[match[2] ?? ''];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}
