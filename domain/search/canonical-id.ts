import { surveyOfObjectId, surveys } from '#domain/surveys/index.ts';
import type { Survey } from '#domain/surveys/survey.ts';

export interface CanonicalId {
  readonly survey: Survey;
  readonly objectId: string;
}

/** `LSST-AP-DO-123…`, `rubin 123…`: the prefixes that people write before a Rubin object id. */
const rubinPrefix = /^(?:lsst|rubin)(?:[-_ ]?(?:ap[-_ ]?)?(?:do|dia[-_ ]?object(?:id)?))?[-_ :]*(?=\d+$)/i;

/** An id as its survey writes it, from the ways in which people write it: other case, spaces around, leading zeros, Rubin prefixes. */
export function canonicalId(text: string): CanonicalId | undefined {
  if (text.length > 60) return undefined;
  const objectId = spelled(text.trim());
  const survey = surveyOfObjectId(objectId);
  return survey === undefined ? undefined : { survey, objectId };
}

/** The beginning of an id as its survey writes it, and the survey. */
export function canonicalPrefix(text: string): { readonly survey: Survey; readonly prefix: string } | undefined {
  if (text.length > 60) return undefined;
  const prefix = spelled(text.trim());
  const survey = surveys.find((one) => one.partialIdPattern.test(prefix));
  return survey === undefined ? undefined : { survey, prefix };
}

function spelled(text: string): string {
  if (/^ztf/i.test(text)) return `ZTF${text.slice(3).trimStart().toLowerCase()}`;
  return text.replace(rubinPrefix, '').replace(/^0+(?=\d)/, '');
}

/**
 * The path of an object page for another spelling of its id, `/ZTF21aaxtctv` for `/ztf21aaxtctv`; undefined where `path` is right already
 * or names no object.
 */
export function canonicalPath(path: string): string | undefined {
  let text: string;
  try {
    text = decodeURIComponent(path.replace(/^\/+/, '').replace(/\/+$/, ''));
  } catch {
    return undefined;
  }
  const found = canonicalId(text);
  const wanted = found === undefined ? undefined : `/${found.objectId}`;
  return wanted === path ? undefined : wanted;
}
