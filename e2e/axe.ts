import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** A breach of an accessibility rule, short enough to be read in a failed assertion. */
export interface Violation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** Selectors of the elements. */
  readonly where: readonly string[];
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe-core finds on the page as it is now (WCAG 2.2 A and AA, and best practice), all frames' own documents apart.
 * The source goes in through the debugger: the page's policy allows no script without its nonce.
 */
export async function axeViolations(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (values): Promise<axe.AxeResults> =>
      window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    tags,
  );
  return results.violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    impact: impact ?? 'unknown',
    help,
    where: nodes.map(({ target }) => target.join(' ')),
  }));
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
