import type { ClassSubject } from '#domain/object/summary.ts';

/** Light theme of tokens.css: a picture has no theme of its own. */
export const subjectColour: Readonly<Record<ClassSubject, string>> = {
  early: '#c2185b',
  sn: '#bb4408',
  kn: '#11161c',
  cv: '#6a4fcb',
  var: '#806000',
  agn: '#1456be',
  gal: '#00786a',
  sso: '#2e7d32',
  mulens: '#00718f',
  tns: '#11161c',
  unknown: '#5f6975',
};

/** A ring for a candidate, a disc for what a catalogue or spectrum says; 16 wide around its centre. */
export function subjectMark(
  x: number,
  y: number,
  { standing, subject }: { readonly standing: 'candidate' | 'catalogue' | 'spectrum'; readonly subject: ClassSubject },
): string {
  const colour = subjectColour[subject];
  const look = standing === 'candidate' ? `fill="none" stroke="${colour}" stroke-width="4"` : `fill="${colour}"`;
  return `<circle cx="${x}" cy="${y}" r="8" ${look}/>`;
}
