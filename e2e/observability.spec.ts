import { expect, test } from '@playwright/test';
import { expectNoViolationsInAnyTheme } from './axe.ts';
import { demoObjectId } from './object-id.ts';
import { addresses } from './stack/addresses.ts';

const tab = `/${demoObjectId()}?tab=observability`;

test('sites, night and altitude are chosen by keys alone, and the address brings them back', async ({ page }) => {
  test.slow();
  await page.goto(tab);
  const pane = page.getByRole('tabpanel', { name: 'Observability' });
  await expect(pane.getByRole('region', { name: 'Palomar' }).first()).toBeVisible();

  await pane.getByRole('button', { name: 'Compare sites' }).focus();
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('combobox', { name: 'Site 2' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(pane.getByRole('heading', { name: /^Gemini South/ }).first()).toBeVisible();

  const date = pane.getByRole('textbox', { name: /Evening of the night/ });
  await date.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2026-03-07');
  await expect(page).toHaveURL(/night=2026-03-07/);
  await pane.getByRole('button', { name: 'Night after' }).focus();
  await page.keyboard.press('Enter');
  await expect(date).toHaveValue('2026-03-08');

  await pane.getByRole('combobox', { name: 'Least elevation' }).focus();
  await page.keyboard.type('40');
  await expect(page).toHaveURL(/minalt=40/);

  const words = await pane.getByRole('region', { name: 'Palomar' }).first().locator('p').first().textContent();
  expect(words).toMatch(/40°/);
  expect(new URL(page.url()).search).toBe('?sites=palomar,gemini-south&night=2026-03-08&minalt=40&tab=observability');
  await page.reload();
  await expect(date).toHaveValue('2026-03-08');
  await expect(pane.getByRole('region', { name: 'Palomar' }).first().locator('p').first()).toHaveText(words ?? '');
});

test('the year is a slider of nights: arrow keys move the night, and the charts above follow', async ({ page }) => {
  test.slow();
  await page.goto(`${tab}&night=2026-12-01`);
  const slider = page.getByRole('slider', { name: 'Night at Palomar' });
  await expect(slider).toBeVisible({ timeout: 30_000 });
  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const first = await slider.getAttribute('aria-valuetext');
  await page.keyboard.press('PageUp');
  await expect(slider).not.toHaveAttribute('aria-valuetext', first ?? '');
  const shown = await slider.getAttribute('aria-valuetext');
  await expect(page).toHaveURL(new RegExp(`night=${shown}`));
  await expect(page.getByRole('textbox', { name: /Evening of the night/ })).toHaveValue(shown ?? '');
});

test('a place of one’s own is refused with words, then taken into the address, and nowhere else unless asked', async ({
  page,
}) => {
  await page.goto(`${tab}&sites=own`);
  const form = page.getByRole('form', { name: 'A place of my own' });
  await form.getByRole('textbox', { name: /Longitude/ }).fill('500');
  await form.getByRole('textbox', { name: /Latitude/ }).fill('43.9');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toHaveText(/Longitude is degrees/);
  await form.getByRole('textbox', { name: /Longitude/ }).fill('5.7');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/place=5\.7_43\.9_0/);
  await expect(page.getByRole('heading', { name: 'Own place' }).first()).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('own-place'))).toBeNull();
  await form.getByRole('checkbox').check();
  await form.getByRole('button', { name: 'Use this place' }).click();
  expect(await page.evaluate(() => localStorage.getItem('own-place'))).toBe('5.7_43.9_0');
});

test('nobody else is asked before the click for a finding chart, and a chart without stars can be had', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.includes('/api/trpc/') || url.origin !== new URL(addresses.web).origin) asked.push(url.href);
  });
  await page.goto(`/${demoObjectId()}?tab=position`);
  const chart = page.getByRole('region', { name: 'Finding chart' });
  await expect(chart.locator('svg')).toBeVisible();
  expect(asked.filter((url) => /field|gaia|cds/i.test(url))).toEqual([]);
  for (const kind of ['SVG', 'PDF']) {
    const download = page.waitForEvent('download');
    await chart.getByRole('button', { name: kind }).click();
    expect((await download).suggestedFilename()).toBe(`${demoObjectId()}-finding-chart.${kind.toLowerCase()}`);
  }
});

for (const name of ['observability', 'position']) {
  test(`axe finds nothing on ${name} in any theme`, async ({ page }) => {
    test.slow();
    await page.goto(`/${demoObjectId()}?tab=${name}`);
    const pane = page.getByRole('tabpanel', { name: new RegExp(name, 'i') });
    await expect(pane.getByRole('group').first()).toBeVisible();
    await expectNoViolationsInAnyTheme(page);
  });
}
