import { shownValue } from '#domain/failure.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { type OldAction, oldActions } from './old-actions.ts';

/** What an address of one of the earlier portals asked for. */
export type OldLink =
  /** A search of today, as text for the box. */
  | { readonly kind: 'search'; readonly text: string }
  /** Something that has no page here: what was asked, and the call of the API that answers it. */
  | OldQuestion
  | { readonly kind: 'unclear'; readonly reason: string; readonly given: readonly Given[] };

export interface OldQuestion {
  readonly kind: 'question';
  readonly title: string;
  /** One sentence: what the answer is, or what differs from the old page. */
  readonly sentence: string;
  readonly given: readonly Given[];
  readonly survey: SurveyId;
  readonly route: string;
  readonly args: Readonly<Record<string, string>>;
  /** The same question as text for the search box, where the box can answer it. */
  readonly search?: string;
}

/** A parameter as the link wrote it. */
export interface Given {
  readonly name: string;
  readonly value: string;
}

const mostGiven = 20;

/** Other spellings of a parameter, over the years, and what it is called here. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['radius', 'r'],
  ['objectid', 'object'],
  ['diaobjectid', 'object'],
  ['startdate_conesearch', 'after'],
  ['window_days_conesearch', 'window'],
  ['startdate', 'after'],
  ['start_date', 'after'],
  ['stopdate', 'before'],
  ['stop_date', 'before'],
  ['n', 'last'],
  ['n_or_d', 'sso'],
]);

/** Actions by the words that named them, first in `action=`, before that in `query_type=`. */
const namedActions: ReadonlyMap<string, OldAction> = new Map([
  ['objectid', 'object'],
  ['diaobjectid', 'object'],
  ['object', 'object'],
  ['conesearch', 'cone'],
  ['cone search', 'cone'],
  ['class', 'class'],
  ['class search', 'class'],
  ['sso', 'sso'],
  ['sso search', 'sso'],
  ['tracklet', 'tracklet'],
  ['tracklet search', 'tracklet'],
  ['anomaly', 'anomaly'],
  ['anomaly search', 'anomaly'],
  ['daterange', 'date'],
  ['date', 'date'],
  ['date search', 'date'],
  ['tag', 'tag'],
  ['gw', 'gw'],
]);

/** The parameters of a link by the names used here: lower case, aliases resolved, without those that are empty. The first of several counts. */
function parametersOf(query: URLSearchParams): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, raw] of query) {
    const key = name.trim().toLowerCase();
    const value = raw.trim();
    const own = aliases.get(key) ?? key;
    if (value !== '' && !found.has(own)) found.set(own, value);
  }
  return found;
}

/** The action that parameters mean without being told, in the order in which the earlier search box decided. */
function impliedAction(given: ReadonlyMap<string, string>): OldAction | undefined {
  if (given.has('ra') && given.has('dec')) return 'cone';
  if (given.has('object')) return given.get('object')?.startsWith('TRCK') ? 'tracklet' : 'object';
  if (given.has('sso')) return 'sso';
  if (given.has('event_name')) return 'gw';
  if (given.has('tag')) return 'tag';
  if (given.has('class')) return given.get('class') === 'Anomaly' ? 'anomaly' : 'class';
  if (given.has('after')) return 'date';
  return undefined;
}

/** What a link says it is: `action=…`, `query_type=…`, or nothing of both. */
function statedAction(given: ReadonlyMap<string, string>): string | undefined {
  return given.get('action') ?? given.get('query_type');
}

/**
 * What the query of an old link means: `?action=conesearch&ra=…`, `?query_type=objectID&objectID=…`, and links whose action
 * was left out. Undefined for a query that is of no old link. Never throws.
 */
export function oldLinkFrom(query: URLSearchParams): OldLink | undefined {
  const given = parametersOf(query);
  const stated = statedAction(given);
  const action =
    stated === undefined ? impliedAction(given) : namedActions.get(stated.toLowerCase().replace(/[+_]/g, ' '));
  const shown = shownParameters(given);
  if (action !== undefined) return oldActions[action](given, shown);
  if (stated === undefined) return undefined;
  const known = 'objectid, conesearch, class, sso, tracklet, anomaly, tag';
  return { kind: 'unclear', reason: `“${shownValue(stated)}” is no action: ${known} were.`, given: shown };
}

function shownParameters(given: ReadonlyMap<string, string>): readonly Given[] {
  const all = [...given].filter(([name]) => name !== 'action' && name !== 'query_type');
  return all.slice(0, mostGiven).map(([name, value]) => ({ name: shownValue(name), value: shownValue(value) }));
}
