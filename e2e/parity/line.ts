import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test';
import { ztfRows } from '../object-id.ts';

/** One thing that people have on the object pages of other portals, or have nowhere yet, and a look that fails where it is missing. */
export type Line = readonly [what: string, look: (page: Page) => Promise<void>];

/** A page, and all lines that can be looked at while it is open. */
export interface Sheet {
  readonly name: string;
  path(request: APIRequestContext): Promise<string> | string;
  /** Until there is something to look at. */
  ready(page: Page): Promise<void>;
  readonly lines: readonly Line[];
}

/** What comes by a worker, or with code that is loaded for it, on a busy machine. */
export const patience = { timeout: 15_000 };

export const pane = (page: Page, name: string): Locator => page.getByRole('tabpanel', { name });

/** All of these are to be seen. */
export const see =
  (...find: readonly ((page: Page) => Locator)[]): Line[1] =>
  async (page) => {
    for (const one of find) await expect(one(page).first()).toBeVisible(patience);
  };

/** Buttons, links or charts of these names are to be seen within a part of the page. */
export const seeAll =
  (
    role: 'button' | 'link' | 'group' | 'slider' | 'row',
    part: (page: Page) => Locator,
    ...names: readonly (string | RegExp)[]
  ) =>
  async (page: Page): Promise<void> => {
    for (const name of names)
      await expect(part(page).getByRole(role, { name }).first(), String(name)).toBeVisible(patience);
  };

/** A field offers every one of these. */
export const offers =
  (label: string, ...wanted: readonly string[]): Line[1] =>
  async (page) => {
    const options = await page.getByLabel(label, { exact: true }).getByRole('option').allTextContents();
    expect(options).toEqual(expect.arrayContaining([...wanted]));
  };

/** The object of the first row of a call to the object API. */
export async function firstObject(
  request: APIRequestContext,
  route: string,
  params: Readonly<Record<string, string>>,
): Promise<string> {
  const rows = await ztfRows(request, route, { ...params, columns: 'i:objectId' });
  const objectId = rows[0]?.['i:objectId'];
  if (objectId === undefined) throw new Error(`${route} has no rows.`);
  return String(objectId);
}
