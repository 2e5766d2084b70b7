import { finkClassNames } from '#domain/classification.ts';
import { subjectOfClass } from '#domain/object/class-subject.ts';
import type { ClassSubject, Label } from '#domain/object/summary.ts';

/** Words before a class that say who gives it; `latests` takes them too. */
const prefixes: readonly (readonly [prefix: string, source: string, standing: Label['standing']])[] = [
  ['(SIMBAD) ', 'SIMBAD', 'catalogue'],
  ['(TNS) ', 'TNS', 'spectrum'],
  ['(CTA) ', 'Fink', 'candidate'],
];

const brokerNames: ReadonlySet<string> = new Set(['Unknown', ...finkClassNames]);
/** Known bodies are looked up by the broker, not guessed. */
const lookedUp: ReadonlySet<string> = new Set(['Solar System MPC']);

function subjectFrom(source: string, name: string): ClassSubject {
  return source === 'TNS' ? 'tns' : subjectOfClass(name);
}

/**
 * A class as the APIs write it → the word, who says it, how sure that is, and its colour group.
 * A bare name is the broker's when it gives such a class, else SIMBAD's.
 */
export function labelOfClass(className: string): Label {
  for (const [prefix, source, standing] of prefixes) {
    if (!className.startsWith(prefix)) continue;
    const text = className.slice(prefix.length);
    return { text, standing, source, subject: subjectFrom(source, text) };
  }
  const subject = subjectOfClass(className);
  if (!brokerNames.has(className)) return { text: className, standing: 'catalogue', subject, source: 'SIMBAD' };
  return { text: className, standing: lookedUp.has(className) ? 'catalogue' : 'candidate', subject, source: 'Fink' };
}
