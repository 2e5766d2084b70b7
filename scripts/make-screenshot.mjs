// The picture of the README, from a running portal: node scripts/make-screenshot.mjs http://127.0.0.1:3000/ZTF99aazfuzc
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { tsImport } from 'tsx/esm/api';
import { root, run, Stop } from './lib/project.mjs';

const target = join(root, 'docs/images/object-page.png');
const mostBytes = 250_000;

await run(async () => {
  const [address] = process.argv.slice(2);
  if (address === undefined)
    throw new Stop('Name the page: node scripts/make-screenshot.mjs http://127.0.0.1:3000/{objectId}');
  const { browserArguments, browserPath } = await tsImport('../e2e/stack/browser.ts', import.meta.url);
  const browser = await chromium.launch({ executablePath: await browserPath(), args: [...browserArguments] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    await page.context().addCookies([{ name: 'theme', value: 'light', url: address }]);
    await page.goto(address);
    await page.locator('section[data-state="ready"]').waitFor();
    await page.locator('[data-plotly] path.point').first().waitFor({ timeout: 30_000 });
    mkdirSync(dirname(target), { recursive: true });
    await page.screenshot({ path: target });
  } finally {
    await browser.close();
  }
  const { size } = statSync(target);
  process.stdout.write(`${target}: ${Math.round(size / 1000)} kB\n`);
  if (size > mostBytes) throw new Stop(`The picture is larger than ${mostBytes / 1000} kB.`);
});
