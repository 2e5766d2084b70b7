import { positionText } from '#domain/coordinates/position-text.ts';
import { readingOf } from '#domain/object/readings.ts';
import type { SearchResult, Understood } from '#domain/search/result.ts';
import type { SeenWindow } from '#domain/search/seen-window.ts';
import { surveyById, surveys } from '#domain/surveys/index.ts';
import { classText, coneText, confinedText } from './search-links.ts';

/** One statement of the line "understood as": `strong` is what was typed or follows from it. */
export interface Statement {
  readonly words: string;
  readonly strong?: string;
}

export interface UnderstoodWords {
  readonly kind: string;
  readonly statements: readonly Statement[];
}

/** Something to do next: another search. */
export interface Try {
  readonly label: string;
  readonly text: string;
}

export interface Advice {
  readonly title: string;
  readonly sentence: string;
  readonly tries: readonly Try[];
}

const largestRadiusArcsec = 18_000;
const mostAlerts = 1000;
const radiiArcsec = [10, 60, 300, 1800, largestRadiusArcsec];

/** An angle in the unit that people use for its size. */
export function radiusText(arcsec: number): string {
  if (arcsec >= 3600) return `${Number((arcsec / 3600).toPrecision(4))}°`;
  if (arcsec >= 120) return `${Number((arcsec / 60).toPrecision(4))}′`;
  return `${Number(arcsec.toPrecision(4))}″`;
}

export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Seconds from one on, else whole milliseconds, at least one. */
export function tookText(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.max(1, Math.round(ms))} ms`;
}

const allNames = surveys.map(({ name }) => name).join(' and ');

function seenStatements(what: string, seen: SeenWindow | undefined): readonly Statement[] {
  if (seen === undefined) return [];
  return [{ words: `${what}, UTC`, strong: `${seen.from} to ${seen.to ?? 'now'}` }];
}

/** What the text was taken to mean, in words. */
export function wordsOf(understood: Understood): UnderstoodWords {
  switch (understood.kind) {
    case 'object':
      return { kind: 'identifier', statements: [{ words: surveyById(understood.survey).name }] };
    case 'partial':
      return {
        kind: 'beginning of an identifier',
        statements: [
          { words: `${surveyById(understood.survey).name} objects that begin with`, strong: understood.prefix },
        ],
      };
    case 'cone':
      return {
        kind: understood.named === undefined ? 'position' : 'name',
        statements: [
          ...(understood.named === undefined
            ? []
            : [{ words: understood.named.source, strong: understood.named.name }]),
          { words: 'centre', strong: positionText(understood, 'hms') },
          { words: 'radius', strong: radiusText(understood.radiusArcsec) },
          ...seenStatements('first seen', understood.seen),
          { words: allNames },
        ],
      };
    case 'class':
      return {
        kind: 'class',
        statements: [
          { words: '', strong: understood.className },
          { words: `latest ${countText(understood.limit, 'alert')}` },
          ...seenStatements('seen', understood.seen),
          ...(understood.trend === undefined ? [] : [{ words: 'trend', strong: understood.trend }]),
        ],
      };
    case 'solar-system':
      return {
        kind: 'Solar System object',
        statements: [{ words: '', strong: understood.name }, { words: 'all its alerts' }, { words: allNames }],
      };
    case 'tracklet':
      return { kind: 'tracklet', statements: [{ words: '', strong: understood.id }] };
    case 'nothing':
      return { kind: 'nothing', statements: [{ words: understood.reason }] };
  }
}

function coneAdvice(cone: Extract<Understood, { kind: 'cone' }>): Advice {
  const { raDeg, decDeg, radiusArcsec, seen } = cone;
  const when = seen === undefined ? '' : `, first seen from ${seen.from} to ${seen.to ?? 'now'} UTC`;
  const larger = radiiArcsec.filter((radius) => radius >= radiusArcsec * 2).slice(0, 2);
  return {
    title: 'No object in this cone',
    sentence: `Nothing within ${radiusText(radiusArcsec)} of ${positionText({ raDeg, decDeg }, 'hms')} in ${allNames}${when}.`,
    tries: larger.map((radius) => ({
      label: `Search ${radiusText(radius)}`,
      text: coneText(raDeg, decDeg, radius) + confinedText(cone),
    })),
  };
}

function partialAdvice({ survey, prefix }: Extract<Understood, { kind: 'partial' }>): Advice {
  const { name } = surveyById(survey);
  const title = 'No identifier begins like this';
  if (readingOf(survey).prefix === undefined)
    return { title, sentence: `${name} objects can’t be searched by the beginning of their identifier.`, tries: [] };
  const shorter = prefix.slice(0, -2);
  return {
    title,
    sentence: `No ${name} alert belongs to an object that begins with ${prefix}. Alerts of a night appear when the night has been ingested.`,
    tries: shorter.length >= 5 ? [{ label: `Search ${shorter}`, text: shorter }] : [],
  };
}

/** A class is there, maybe, and the span of time or the trend left nothing of it. */
function confinedClassAdvice(understood: Extract<Understood, { kind: 'class' }>): Advice {
  const { className, limit, seen, trend } = understood;
  const when = seen === undefined ? '' : `, sent from ${seen.from} to ${seen.to ?? 'now'} UTC`;
  const how = trend === undefined ? '' : `, ${trend.replaceAll('_', ' ')}`;
  return {
    title: `No such alert of the class “${className}”`,
    sentence: `Asked for were alerts of this class${when}${how}.`,
    tries: [{ label: `The latest of ${className}`, text: classText(className, limit) }],
  };
}

function classAdvice(understood: Extract<Understood, { kind: 'class' }>): Advice {
  const { className } = understood;
  if (understood.seen !== undefined || understood.trend !== undefined) return confinedClassAdvice(understood);
  const able = surveys.filter((survey) => readingOf(survey.id).classes !== undefined);
  const known = able.flatMap((survey) => readingOf(survey.id).recentClasses);
  return {
    title: `No alert of the class “${className}”`,
    sentence: `${able.map(({ name }) => name).join(', ')} alerts were asked for, and classes are compared letter by letter. TNS types are written “(TNS) SN Ia”, SIMBAD types as SIMBAD does.`,
    tries: known
      .filter((name) => name !== className)
      .slice(0, 4)
      .map((name) => ({ label: name, text: classText(name) })),
  };
}

/** The screen of a search that found nothing: what was searched, and the nearest alternatives. */
export function adviceForEmpty(understood: Understood): Advice {
  switch (understood.kind) {
    case 'cone':
      return coneAdvice(understood);
    case 'partial':
      return partialAdvice(understood);
    case 'class':
      return classAdvice(understood);
    case 'object':
      return {
        title: `${understood.objectId} does not exist`,
        sentence: `No ${surveyById(understood.survey).name} alert carries this identifier.`,
        tries: [],
      };
    case 'solar-system':
      return {
        title: `No alert of ${understood.name}`,
        sentence: `Neither ${surveys.map(({ name }) => name).join(' nor ')} alerts are filed under this number, name or designation. Alerts carry a number where the object has one, so the number may find what a designation does not.`,
        tries: [],
      };
    case 'tracklet':
      return {
        title: `No alert of ${understood.id}`,
        sentence:
          'Tracklets are named after the second at which their exposure began, and counted: TRCK_20231213_133612_00.',
        tries: [],
      };
    case 'nothing':
      return { title: 'This could not be understood', sentence: understood.reason, tries: [] };
  }
}

/** What a cut list says, and what to do about it; undefined for a whole list. */
export function adviceForCut({ understood, truncated, limit, rows }: SearchResult): Advice | undefined {
  if (!truncated) return undefined;
  const shown = countText(rows.length, 'object');
  const sorted = `Sorting acts on ${rows.length === 1 ? 'this one' : `these ${rows.length}`}.`;
  if (understood.kind === 'class') {
    const more = Math.min(mostAlerts, understood.limit * 10);
    return {
      title: `The latest ${countText(limit, 'alert')}`,
      sentence: `of this class belong to ${shown}; older ones are left out. ${sorted}`,
      tries:
        understood.limit < mostAlerts
          ? [{ label: `Latest ${more} alerts`, text: classText(understood.className, more) + confinedText(understood) }]
          : [],
    };
  }
  if (understood.kind === 'cone') {
    const { raDeg, decDeg, radiusArcsec } = understood;
    const smaller = radiiArcsec.findLast((radius) => radius < radiusArcsec);
    return {
      title: `The list stops at ${shown}`,
      sentence: `because the cone holds more than the servers return. ${sorted}`,
      tries:
        smaller === undefined
          ? []
          : [
              {
                label: `Search ${radiusText(smaller)}`,
                text: coneText(raDeg, decDeg, smaller) + confinedText(understood),
              },
            ],
    };
  }
  if (understood.kind === 'solar-system' || understood.kind === 'tracklet')
    return { title: `The list stops at ${shown}`, sentence: `because there are more. ${sorted}`, tries: [] };
  return {
    title: `The list stops at ${shown}`,
    sentence: `because more identifiers begin like this; a longer beginning finds the others. ${sorted}`,
    tries: [],
  };
}

/** Alerts under a name that are of no object, and so have neither a line nor a page; undefined where all have one. */
export function withoutObjectText({ withoutObject = [] }: SearchResult): string | undefined {
  if (withoutObject.length === 0) return undefined;
  const parts = withoutObject.map(({ survey, alerts }) => countText(alerts, `${surveyById(survey).name} alert`));
  return `${parts.join(' and ')} of it belong to no object of the survey and are not in this list; the API call gives them.`;
}
