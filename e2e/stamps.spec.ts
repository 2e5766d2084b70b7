import { type APIRequestContext, expect, test } from '@playwright/test';
import { expectNoViolationsInAnyTheme } from './axe.ts';
import { stamps } from './light-curve.ts';
import { alertsOf, demoObjectId, ztfRows } from './object-id.ts';
import { mostGreenOrBlue } from './pixels.ts';
import { coloursOf, countGraphics, film, filmFrames, graphicsOf, openStamps, readout, tile } from './stamp-tiles.ts';

const stretches = ['asinh', 'linear', 'sqrt', 'log', 'power', 'sigmoid', 'zscale'];
const kinds = ['Science', 'Template', 'Difference'];

/** Pixels of a stamp's FITS file, row 0 first: the last unit of a plain ZTF stamp is all there is. */
async function fitsPixels(request: APIRequestContext, url: string): Promise<(x: number, y: number) => number> {
  const bytes = await (await request.get(url)).body();
  const header = bytes.toString('latin1', 0, 2880);
  const width = Number(/NAXIS1 {2}= *(\d+)/.exec(header)?.[1]);
  return (x, y) => bytes.readFloatBE(2880 + 4 * ((y - 1) * width + x - 1));
}

test.describe('the card and plain arithmetic', () => {
  for (const looks of ['', '&map=magma&cuts=2..98', '&szoom=3,0.1,-0.05']) {
    test(`give every pixel of every stretch the same colour to one level${looks && ` (${looks.slice(1)})`}`, async ({
      page,
      context,
    }) => {
      test.slow();
      const plain = await context.newPage();
      for (const [target, painter] of [
        [page, 'gl'],
        [plain, 'canvas'],
      ] as const) {
        await target.addInitScript(countGraphics);
        await openStamps(target, `/${demoObjectId()}?painter=${painter}${looks}`);
      }
      expect((await graphicsOf(page)).contexts).toBe(1);
      expect((await graphicsOf(plain)).contexts).toBe(0);
      for (const stretch of stretches) {
        for (const target of [page, plain]) await stamps(target).getByLabel('Stretch').selectOption(stretch);
        for (const kind of kinds) {
          const [card, arithmetic] = await Promise.all(
            [page, plain].map((target) => coloursOf(tile(target, kind).locator('canvas'), 63)),
          );
          const away = (card ?? []).map((value, at) => Math.abs(value - (arithmetic?.[at] ?? 999)));
          expect([stretch, kind, away.length, Math.max(...away) <= (looks.includes('magma') ? 4 : 1)]).toEqual([
            stretch,
            kind,
            63 * 63 * 3,
            true,
          ]);
        }
      }
    });
  }

  test('three layers become the same colours', async ({ page, context }) => {
    test.slow();
    const plain = await context.newPage();
    await openStamps(page, `/${demoObjectId()}?painter=gl&cmp=rgb`);
    await openStamps(plain, `/${demoObjectId()}?painter=canvas&cmp=rgb`);
    const [card = [], arithmetic = []] = await Promise.all(
      [page, plain].map(async (target) => {
        await expect(stamps(target).getByText('aligned on the centre')).toBeVisible();
        return await coloursOf(tile(target, 'Science').locator('canvas'), 63);
      }),
    );
    expect(Math.max(...card.map((value, at) => Math.abs(value - (arithmetic[at] ?? 999))))).toBeLessThanOrEqual(1);
    expect(new Set(card).size).toBeGreaterThan(20);
  });

  test('a page has one context, and tiles outlive its loss', async ({ page }) => {
    await page.addInitScript(countGraphics);
    await openStamps(page, `/${demoObjectId()}?painter=gl`);
    await film(page).hover();
    await expect(filmFrames(page).locator('canvas[data-painted]').first()).toBeVisible();
    const before = await coloursOf(tile(page, 'Science').locator('canvas'), 63);
    await page.evaluate(() => Reflect.get(window, 'graphics').lose());
    await stamps(page).getByLabel('Stretch').selectOption('log');
    await stamps(page).getByLabel('Stretch').selectOption('asinh');
    const lost = await coloursOf(tile(page, 'Science').locator('canvas'), 63);
    expect(Math.max(...lost.map((value, at) => Math.abs(value - (before[at] ?? 999))))).toBeLessThanOrEqual(1);
    await page.evaluate(() => Reflect.get(window, 'graphics').restore());
    await stamps(page).getByLabel('Stretch').selectOption('log');
    await stamps(page).getByLabel('Stretch').selectOption('asinh');
    expect(await coloursOf(tile(page, 'Science').locator('canvas'), 63)).toEqual(before);
    expect((await graphicsOf(page)).contexts).toBe(1);
  });
});

test.describe('hands on a stamp', () => {
  test('wheel, drag, keys and reset move all three, and the address keeps the view', async ({ page }) => {
    await openStamps(page, `/${demoObjectId()}`);
    const whole = await coloursOf(tile(page, 'Template').locator('canvas'), 63);
    await tile(page, 'Difference').hover({ position: { x: 50, y: 50 } });
    await page.waitForTimeout(500);
    await page.mouse.wheel(0, -240);
    await expect(page).toHaveURL(/szoom=/);
    await expect(readout(page).getByRole('button', { name: /×, show all$/ })).toBeVisible();
    const zoomed = await coloursOf(tile(page, 'Template').locator('canvas'), 63);
    expect(zoomed).not.toEqual(whole);
    await page.mouse.down();
    await page.mouse.move(0, 0, { steps: 4 });
    await page.mouse.up();
    expect(await coloursOf(tile(page, 'Template').locator('canvas'), 63)).not.toEqual(zoomed);
    const moved = new URL(page.url()).searchParams.get('szoom');
    await tile(page, 'Science').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('Shift+ArrowRight');
    await expect(page).not.toHaveURL(new RegExp(`szoom=${moved}$`));
    const shared = await coloursOf(tile(page, 'Template').locator('canvas'), 63);
    await page.waitForTimeout(400);
    await page.reload();
    await expect(readout(page)).toBeVisible();
    const seen = await coloursOf(tile(page, 'Template').locator('canvas'), 63);
    const away = seen.filter((value, at) => Math.abs(value - (shared[at] ?? 999)) > 1).length;
    // The address keeps hundredths of the factor, so that edges of pixels may lie one screen pixel apart.
    expect(away / seen.length).toBeLessThan(0.1);
    await tile(page, 'Science').focus();
    await page.keyboard.press('0');
    await expect(page).not.toHaveURL(/szoom=/);
    expect(await coloursOf(tile(page, 'Template').locator('canvas'), 63)).toEqual(whole);
  });

  test('the value under the cursor is that of the file, its place and distance are told', async ({ page, request }) => {
    const objectId = demoObjectId();
    const [latest] = await alertsOf(request, objectId);
    await openStamps(page, `/${objectId}`);
    await expect(readout(page)).toContainText('63 × 63 px of 1.01″ (nominal), the alert at the centre');
    await tile(page, 'Science').focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await expect(readout(page)).toContainText('x 35, y 33 · +3.0″ right, +1.0″ up · 3.19″ from the alert (nominal)');
    for (const kind of kinds) {
      const pixel = await fitsPixels(request, `/data/ztf/${objectId}/${latest?.alertId}/${kind}.fits`);
      const caption = tile(page, kind).locator('xpath=following-sibling::figcaption/span');
      await expect(caption).toHaveText(/^−?[\d. ]+ DN$/);
      const shown = (await caption.textContent()) ?? '';
      const number = Number(shown.replace(' DN', '').replace('−', '-').replaceAll(/\s/g, ''));
      const decimals = /\.(\d+)/.exec(shown)?.[1]?.length ?? 0;
      expect([kind, Math.abs(number - pixel(35, 33)) <= 0.5001 * 10 ** -decimals, shown]).toEqual([kind, true, shown]);
    }
    await page.keyboard.press('Escape');
    await expect(readout(page)).toContainText('nominal), the alert at the centre');
  });

  test('the handles of the histogram are percentages, by pointer and by key', async ({ page }) => {
    await openStamps(page, `/${demoObjectId()}`);
    const upper = stamps(page).getByRole('slider', { name: 'Upper cut' });
    const before = await coloursOf(tile(page, 'Science').locator('canvas'), 63);
    await upper.focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect(page).toHaveURL(/cuts=[\d.]+\.\.98\./);
    expect(await coloursOf(tile(page, 'Science').locator('canvas'), 63)).not.toEqual(before);
    await stamps(page).getByLabel('Cuts, share of the pixels between them').selectOption('99 %');
    await expect(page).toHaveURL(/cuts=0.5\.\.99.5/);
    await expect(upper).toHaveAttribute('aria-valuenow', '99.5');
    const box = await upper.boundingBox();
    if (!box) throw new Error('The handle has no place.');
    await page.mouse.move(box.x + 4, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x - 40, box.y + 4, { steps: 4 });
    await page.mouse.up();
    expect(Number(await upper.getAttribute('aria-valuenow'))).toBeLessThan(99.5);
    await stamps(page).getByLabel('Cuts, share of the pixels between them').selectOption('auto');
    await expect(page).not.toHaveURL(/cuts=/);
    expect(await coloursOf(tile(page, 'Science').locator('canvas'), 63)).toEqual(before);
  });

  test('a negative difference is turned, says so, and is shown as subtracted on request', async ({ page, request }) => {
    const objectId = demoObjectId('RR Lyrae star');
    const rows = await ztfRows(request, 'objects', { objectId, columns: 'i:candid,i:isdiffpos' });
    const negative = rows.find((row) => row['i:isdiffpos'] === 'f')?.['i:candid'];
    await openStamps(page, `/${objectId}?alert=${negative}`);
    const middle = async () => {
      const colours = await coloursOf(tile(page, 'Difference').locator('canvas'), 63);
      return colours[(31 * 63 + 31) * 3] ?? Number.NaN;
    };
    expect(await middle()).toBeLessThan(100);
    await stamps(page).getByRole('button', { name: 'negative, sign turned' }).click();
    await expect(stamps(page).getByRole('button', { name: 'negative, as subtracted' })).toBeVisible();
    expect(await middle()).toBeGreaterThan(155);
    await expect(page).toHaveURL(/sign=file/);
  });
});

test.describe('comparing', () => {
  const turn = '[data-turn]';

  test('b blinks, at the chosen rate, and not while nobody sees it', async ({ page }) => {
    await openStamps(page, `/${demoObjectId()}`);
    await page.keyboard.press('b');
    await expect(page).toHaveURL(/cmp=blink/);
    const shown = tile(page, 'Science').locator(turn);
    for (const name of ['Science', 'Template', 'Science']) await expect(shown).toHaveText(name);
    await expect(stamps(page).getByText('aligned on the centre')).toBeVisible();
    await stamps(page).getByLabel('Changes a second').selectOption('8');
    await expect(page).toHaveURL(/hz=8/);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const before = await shown.getAttribute('data-turn');
    await page.waitForTimeout(600);
    expect(await shown.getAttribute('data-turn')).toBe(before);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => false });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect(shown).not.toHaveAttribute('data-turn', before ?? '');
    await page.keyboard.press('b');
    await expect(page).not.toHaveURL(/cmp=/);
  });

  test('two epochs blink, one of them kept while one walks on', async ({ page, request }) => {
    const objectId = demoObjectId();
    const [latest, before] = await alertsOf(request, objectId);
    await openStamps(page, `/${objectId}?cmp=blink&pair=es`);
    await stamps(page).getByRole('button', { name: 'Keep this epoch' }).click();
    await expect(page).toHaveURL(new RegExp(`vs=${latest?.alertId}`));
    await page.keyboard.press('ArrowLeft');
    await expect(page).toHaveURL(new RegExp(`alert=${before?.alertId}`));
    await expect(stamps(page).getByText(/^with [gri] \d{4}-/)).toBeVisible();
    await expect(tile(page, 'Science').locator(turn)).toHaveAttribute('data-turn', '1');
  });

  test('a curtain between two stamps is moved by arrows', async ({ page }) => {
    await openStamps(page, `/${demoObjectId()}?cmp=swipe&pair=sd`);
    const curtain = stamps(page).getByRole('slider', { name: 'Curtain between the stamps' });
    await curtain.focus();
    await page.keyboard.press('ArrowRight');
    await expect(curtain).toHaveAttribute('aria-valuenow', '55');
    await expect(page).toHaveURL(/swipe=0.55/);
  });

  test('nothing is wrong for assistive technology, in three themes', async ({ page }) => {
    test.slow();
    await openStamps(page, `/${demoObjectId()}?cmp=swipe&szoom=2,0,0`);
    await film(page).hover();
    await expectNoViolationsInAnyTheme(page);
    expect(mostGreenOrBlue(await page.screenshot())).toBeLessThanOrEqual(40);
  });
});

test.describe('walking over epochs', () => {
  test('two epochs to each side are loaded ahead, and no stamp is asked for twice', async ({ page, request }) => {
    const objectId = demoObjectId();
    const alerts = await alertsOf(request, objectId);
    const asked: string[] = [];
    page.on('request', (sent) => {
      const [, alertId] = /\/(\d+)\.stamps$/.exec(new URL(sent.url()).pathname) ?? [];
      if (alertId) asked.push(alertId);
    });
    await openStamps(page, `/${objectId}`);
    expect(asked).toEqual([alerts[0]?.alertId]);
    await page.keyboard.press('ArrowLeft');
    await expect(stamps(page)).toHaveAttribute('data-alert', alerts[1]?.alertId ?? '');
    const near = alerts.slice(0, 4).map(({ alertId }) => alertId);
    await expect.poll(() => near.every((alertId) => asked.includes(alertId))).toBe(true);
    for (let step = 2; step < 8; step++) {
      await page.keyboard.press('ArrowLeft');
      await expect(stamps(page)).toHaveAttribute('data-alert', alerts[step]?.alertId ?? '');
      await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
    }
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight');
    await expect(stamps(page)).toHaveAttribute('data-alert', alerts[1]?.alertId ?? '');
    await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
    expect(asked.length).toBe(new Set(asked).size);
  });

  test('a stamp that somebody has seen costs the upstream nothing', async ({ request }) => {
    const objectId = demoObjectId();
    const [latest] = await alertsOf(request, objectId);
    const url = `/data/ztf/${objectId}/${latest?.alertId}.stamps`;
    await request.get(url);
    for (const again of [url, `${url}?precision=full`]) {
      const response = await request.get(again);
      expect([again, response.status()]).toEqual([again, 200]);
      expect(response.headers()['server-timing'] ?? '').not.toMatch(/upstream|stamps;|locations/);
      expect(response.headers()['cache-control']).toContain('immutable');
    }
  });
});
