import { expect, type Locator, type Page } from '@playwright/test';
import { stamps } from './light-curve.ts';

export const tile = (page: Page, kind: string): Locator => stamps(page).locator(`[data-stamp="${kind}"][data-live]`);
export const readout = (page: Page): Locator => stamps(page).locator('[data-readout]');
export const film = (page: Page): Locator => page.getByRole('region', { name: 'Film strip' });
export const filmFrames = (page: Page): Locator => film(page).locator('[data-film-frame]');

/** Opens an object and waits until its stamps answer to hands. */
export async function openStamps(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await stamps(page).getByRole('heading', { name: 'Stamps' }).hover();
  await expect(readout(page)).toBeVisible();
}

/** Colours of the middles of the detector's pixels as a tile shows them, RGB after RGB from the top left. */
export async function coloursOf(canvas: Locator, across: number): Promise<number[]> {
  // As one text: an array of ten thousand numbers takes a tenth of a second on its way.
  const text = await canvas.evaluate((element, count) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('This is no canvas.');
    const context = element.getContext('2d');
    if (!context) throw new Error('The canvas has no picture.');
    const { data, width, height } = context.getImageData(0, 0, element.width, element.height);
    let colours = '';
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) {
        const [x, y] = [Math.floor(((column + 0.5) / count) * width), Math.floor(((row + 0.5) / count) * height)];
        colours += String.fromCharCode(...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3));
      }
    }
    return colours;
  }, across);
  return [...Buffer.from(text, 'latin1')];
}

/** Counts contexts and uploads of the graphics card, from before the page's own code. For `addInitScript`. */
export function countGraphics(): void {
  const counts = { contexts: 0, uploads: 0, mostAFrame: 0, lose: () => {}, restore: () => {} };
  Reflect.set(window, 'graphics', counts);
  let inFrame = 0;
  const tick = () => {
    counts.mostAFrame = Math.max(counts.mostAFrame, inFrame);
    inFrame = 0;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  const { getContext } = HTMLCanvasElement.prototype;
  const seen = new WeakSet<object>();
  HTMLCanvasElement.prototype.getContext = new Proxy(getContext, {
    apply(target, self, args) {
      const context: unknown = Reflect.apply(target, self, args);
      if (context instanceof WebGL2RenderingContext && !seen.has(context)) {
        seen.add(context);
        counts.contexts++;
        const extension = context.getExtension('WEBGL_lose_context');
        counts.lose = () => extension?.loseContext();
        counts.restore = () => extension?.restoreContext();
      }
      return context;
    },
  });
  const { texImage2D } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.texImage2D = new Proxy(texImage2D, {
    apply(target, self, args) {
      // Planes are R32F; a colour map is a row of 256.
      if (args[3] !== 256) {
        counts.uploads++;
        inFrame++;
      }
      return Reflect.apply(target, self, args);
    },
  });
}

export interface Graphics {
  readonly contexts: number;
  readonly uploads: number;
  readonly mostAFrame: number;
}

/** What {@link countGraphics} has counted so far. */
export function graphicsOf(page: Page): Promise<Graphics> {
  return page.evaluate(() => {
    const { contexts, uploads, mostAFrame } = Reflect.get(window, 'graphics');
    return { contexts, uploads, mostAFrame };
  });
}
