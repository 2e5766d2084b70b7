import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { namedFailures } from '#server/mock-api/failures.ts';
import { lightCurve, stamps } from './light-curve.ts';
import { alertsOf, demoObjectId } from './object-id.ts';
import { addresses } from './stack/addresses.ts';
import { countGraphics, film, filmFrames, graphicsOf, openStamps } from './stamp-tiles.ts';

test.describe('the film', () => {
  const huge = namedFailures.find(({ name }) => name === 'huge')?.ids.ztf ?? '';

  test('of five thousand epochs at most 24 frames exist, a few are uploaded at a time, and none before somebody looks', async ({
    page,
  }) => {
    test.slow();
    const asked = new Set<string>();
    page.on('request', (sent) => {
      if (sent.url().includes('.stamps')) asked.add(sent.url());
    });
    await page.addInitScript(countGraphics);
    await page.goto(`${addresses.webOnMock}/${huge}?painter=gl`);
    await expect(filmFrames(page).first()).toBeAttached({ timeout: 20_000 });
    expect(asked.size).toBe(1);
    await film(page).getByText('5000 alerts').hover();
    const scroller = film(page).locator('[data-scrolls]');
    for (let step = 0; step < 30; step++) {
      await scroller.evaluate((element, at) => {
        element.scrollLeft = (element.scrollWidth * at) / 30;
      }, step);
      expect(await filmFrames(page).count()).toBeLessThanOrEqual(24);
      await page.waitForTimeout(step % 5 === 0 ? 400 : 30);
    }
    await expect(filmFrames(page).locator('canvas[data-painted]').first()).toBeAttached();
    const { uploads, mostAFrame, contexts } = await graphicsOf(page);
    expect(contexts).toBe(1);
    expect(uploads).toBeGreaterThan(10);
    // Four of the film, and what the three large tiles need.
    expect(mostAFrame).toBeLessThanOrEqual(8);
  });

  test('a frame is chosen, scrubbed over and played', async ({ page }) => {
    await openStamps(page, `/${demoObjectId()}`);
    await expect(filmFrames(page).first()).toBeVisible();
    const shown = filmFrames(page).nth(6);
    const alertId = (await shown.getAttribute('data-film-frame')) ?? '';
    await shown.click();
    await expect(stamps(page)).toHaveAttribute('data-alert', alertId);
    await expect(shown).toHaveAttribute('aria-pressed', 'true');
    const box = await shown.boundingBox();
    if (!box) throw new Error('The frame has no place.');
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 20, { steps: 8 });
    await page.mouse.up();
    await expect(stamps(page)).not.toHaveAttribute('data-alert', alertId);
    const scrubbed = (await stamps(page).getAttribute('data-alert')) ?? '';
    await film(page).getByRole('button', { name: /^Play/ }).click();
    await expect(stamps(page)).not.toHaveAttribute('data-alert', scrubbed);
    await film(page).getByRole('button', { name: 'Stop' }).click();
  });

  test('only epochs of the zoomed axis are in it, and every mark of theirs is above', async ({ page, request }) => {
    const objectId = demoObjectId();
    const times = (await alertsOf(request, objectId)).map(({ mjd }) => mjd).sort((a, b) => a - b);
    const [from = 0, to = 0] = [times[10], times[19]];
    await openStamps(page, `/${objectId}?zx=${(from - 0.01).toFixed(3)}..${(to + 0.01).toFixed(3)}`);
    await lightCurve(page).hover();
    await expect(film(page).getByText(/^10 of \d+ alerts$/)).toBeVisible();
    await expect(filmFrames(page)).toHaveCount(10);
  });

  test('is saved as a moving picture that a browser plays, and as a video', async ({ page }) => {
    test.slow();
    await openStamps(page, `/${demoObjectId()}?hz=8`);
    await expect(filmFrames(page).first()).toBeVisible();
    const [gif] = await Promise.all([
      page.waitForEvent('download'),
      film(page).getByRole('button', { name: 'GIF' }).click(),
    ]);
    expect(gif.suggestedFilename()).toBe(`${demoObjectId()}-Difference.gif`);
    const bytes = await readFile(await gif.path());
    const count = Number(
      /^(\d+) alerts/.exec(
        (await film(page)
          .getByText(/^\d+ alerts/)
          .textContent()) ?? '',
      )?.[1],
    );
    const decoded = await page.evaluate(async (base64) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: 'image/gif' });
      await decoder.tracks.ready;
      const { image } = await decoder.decode({ frameIndex: 1 });
      return {
        frames: decoder.tracks.selectedTrack?.frameCount,
        width: image.codedWidth,
        height: image.codedHeight,
        ms: (image.duration ?? 0) / 1000,
      };
    }, bytes.toString('base64'));
    expect(decoded).toEqual({ frames: count, width: 252, height: 288, ms: 130 });
    const [video] = await Promise.all([
      page.waitForEvent('download'),
      film(page).getByRole('button', { name: 'WebM' }).click(),
    ]);
    expect((await readFile(await video.path())).subarray(0, 4).toString('hex')).toBe('1a45dfa3');
  });
});
