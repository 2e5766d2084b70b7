import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';

/** A breach of an accessibility rule, short enough to be read in a failed assertion. */
export interface Violation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** Selectors of the elements. */
  readonly where: readonly string[];
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds on the page as it is now (WCAG 2.2 A and AA, and best practice), all frames' own documents apart.
 * The source goes in through the debugger: the page's policy allows no script without its nonce.
 */
export async function axeViolations(page: Page): Promise<readonly Violation[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return await page.evaluate(async (values) => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(fading.map(({ finished }) => finished));
    const { violations } = await window.axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return violations.map(({ id, impact, help, nodes }) => {
      const where = nodes.map(({ target }) => target.join(' '));
      return { rule: id, impact: impact ?? 'unknown', help, where };
    });
  }, tags);
}

/** What the buttons of the themes set on the page. */
const themes = { Light: 'light', Dark: 'dark', 'Observer red': 'red' } as const;

/** Checks that axe finds nothing on the page in any theme, chosen by its button as a visitor would: nothing is loaded again. */
export async function expectNoViolationsInAnyTheme(page: Page): Promise<void> {
  for (const [name, theme] of Object.entries(themes)) {
    const button = page.getByRole('button', { name, exact: true });
    // A click that comes before the page listens is lost.
    await expect(async () => {
      if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme, { timeout: 500 });
    }).toPass();
    expect([page.url(), theme, await axeViolations(page)]).toEqual([page.url(), theme, []]);
  }
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
