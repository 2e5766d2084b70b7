import { createElement, type ReactElement, type ReactNode } from 'react';

type Maths = (...parts: ReactNode[]) => ReactElement;

const element =
  (name: string): Maths =>
  (...parts) =>
    createElement(name, null, ...parts);

/**
 * Elements of MathML Core, by their names: a variable, a number, a sign, upright words. No roots: their sign is drawn only by a font with
 * a table for mathematics.
 */
export const mi = element('mi');
export const mn = element('mn');
export const mo = element('mo');
export const mtext = element('mtext');
/** A base and what stands below it, or above it. */
export const msub = element('msub');
export const msup = element('msup');
export const msubsup = element('msubsup');
/** What is over and what is under the line. */
export const mfrac = element('mfrac');
export const mrow = element('mrow');

/** A formula on a line of its own. */
export function formula(...parts: ReactNode[]): ReactElement {
  return createElement('math', { display: 'block' }, mrow(...parts));
}
