import { expect, test } from '@playwright/test';
import { demoObjectId, latestAlertOf, warm } from './object-id.ts';
import { oldAddresses } from './parity/old-addresses.ts';
import { summarySheet } from './parity/summary-sheet.ts';
import { tabSheets } from './parity/tab-sheets.ts';

/** Enough time for one line that is missing, beside those that are there. */
test.describe.configure({ timeout: 60_000 });

for (const { name, path, ready, lines } of [summarySheet, ...tabSheets]) {
  test(`${name} has every line of the list`, async ({ page, request }) => {
    await page.goto(await path(request));
    await ready(page);
    const missing: string[] = [];
    for (const [what, look] of lines) {
      await test.step(what, async () => {
        await look(page).catch((error: unknown) => missing.push(`${what}: ${String(error).slice(0, 400)}`));
      });
    }
    expect(missing).toEqual([]);
  });
}

test('every kind of shared link leads to what it asked for, or to its question and the call', async ({ request }) => {
  const answers = await Promise.all(
    oldAddresses.map(async ({ row, from, leadsTo, says = [] }) => {
      const response = await request.get(from, { maxRedirects: 0 });
      const html = leadsTo === undefined ? await response.text() : '';
      const silent = says.filter((words) => !html.includes(words));
      return { row, status: response.status(), to: response.headers().location, silent };
    }),
  );
  const wanted = oldAddresses.map(({ row, leadsTo }) => ({
    row,
    status: leadsTo === undefined ? 200 : 308,
    to: leadsTo,
    silent: [],
  }));
  expect(answers).toEqual(wanted);
});

test('what no broker has is there without script: the curve in the first HTML, columns, frames for ever, previews', async ({
  request,
  baseURL,
}) => {
  const objectId = demoObjectId();
  await warm(request, objectId);
  const { alertId } = await latestAlertOf(request, objectId);
  const html = await (await request.get(`/${objectId}?unit=dcmag`)).text();
  // The view of the address, drawn by the server.
  expect(html).toContain('aria-label="Apparent magnitude (AB) against time;');
  expect(html).toMatch(/<meta property="og:image" content="[^"]+\/og\/[^"]+\.png/);
  const [columns, frame, picture, embed, oembed] = await Promise.all([
    request.get(`/data/ztf/${objectId}.arrow`),
    request.get(`/data/ztf/${objectId}/${alertId}.stamps`),
    request.get(`/og/${objectId}.png`),
    request.get(`/embed/${objectId}`),
    request.get(`/oembed?url=${encodeURIComponent(`${baseURL}/${objectId}`)}`),
  ]);
  expect(columns.headers()['content-type']).toContain('arrow');
  expect(frame.headers()['cache-control']).toContain('immutable');
  expect((await frame.body()).length).toBeLessThan(30_000);
  expect(picture.headers()['content-type']).toBe('image/png');
  expect(embed.status()).toBe(200);
  expect(await oembed.json()).toMatchObject({ type: 'rich', title: objectId });
});
