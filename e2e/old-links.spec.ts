import { expect, test } from '@playwright/test';
import { axeViolations } from './axe.ts';
import { demoObjectId, ztfRows } from './object-id.ts';

/** Where links of the earlier portals lead; their grammar has its own list beside domain/search/old-link.ts. */
const redirected: readonly (readonly [from: string, to: string])[] = [
  ['/?action=conesearch&ra=193.822&dec=2.89732&radius=5', '/search?q=193.822%2C+2.89732+r%3D5'],
  ['/?action=conesearch&ra=10&dec=+20&r=5&after=60000&window=2', '/search?q=10%2C+20+r%3D5+after%3D60000+window%3D2'],
  [
    '/?action=class&class=Early%20SN%20Ia%20candidate&last=10',
    '/search?q=class%3D%22Early+SN+Ia+candidate%22+last%3D10',
  ],
  ['/?query_type=objectID&objectID=ZTF21abfmbix', '/search?q=ZTF21abfmbix'],
];

for (const [from, to] of redirected) {
  test(`${from} leads to the search it means`, async ({ request, baseURL }) => {
    const response = await request.get(from, { maxRedirects: 0 });
    expect(response.status()).toBe(308);
    const location = new URL(response.headers().location ?? '', baseURL);
    expect(`${location.pathname}${location.search}`).toBe(to);
  });
}

test('an old link by id ends on the object page', async ({ page }) => {
  const objectId = demoObjectId();
  await page.goto(`/?action=objectid&object=${objectId}&partial=True`);
  await expect(page).toHaveURL(new RegExp(`/${objectId}$`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(objectId);
});

test('an old cone ends on its result table, with its span of time', async ({ page }) => {
  await page.goto('/?action=conesearch&ra=193.822&dec=2.89732&r=5&after=2023-03-29T13:36:52&window=10');
  await expect(page.getByText('first seen, UTC')).toBeVisible();
  await expect(page.getByText('2023-03-29 13:36:52 to 2023-04-08 13:36:52').first()).toBeVisible();
});

for (const [path, title, call] of [
  ['/?action=sso&sso=2015%20BC557', 'Solar System object 2015 BC557', '/ztf/api/v1/sso?n_or_d=2015BC557'],
  ['/K15Bt7C', 'Solar System object 2015 BC557', '/ztf/api/v1/sso?n_or_d=2015BC557'],
  ['/?action=tracklet&object=TRCK_20231213_133612_00', 'Tracklet TRCK_20231213_133612_00', 'tracklet?id=TRCK_20231213'],
  ['/?action=anomaly&last=20', 'Anomalies', '/ztf/api/v1/anomaly?n=20'],
  ['/?query_type=Date Search&startdate=2020-07-01%2005:59:36&window=1', 'Alerts of 1 min', 'startdate=2020-07-01'],
  ['/gw?event_name=S230709bi&credible_level=0.2', 'Alerts inside the sky map of S230709bi', 'event_name=S230709bi'],
] as const) {
  test(`${path} shows what it asks and the call that answers`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
    await expect(page.getByText(/^GET /)).toContainText(call);
    expect(await axeViolations(page)).toEqual([]);
  });
}

test('an old link to an asteroid, packed or not, lists its objects under the call', async ({ page, request }) => {
  const rows = await ztfRows(request, 'sso', { n_or_d: '9990003', columns: 'i:objectId' });
  const ids = [...new Set(rows.map((row) => row['i:objectId']))];
  await page.goto('/?action=sso&sso=9990003');
  const found = page.getByRole('region', { name: 'Objects' }).getByRole('table');
  await expect(found.getByRole('rowheader')).toHaveCount(ids.length);
  await page.goto('/search?q=sso:9990003');
  await expect(page.getByText('Solar System object')).toBeVisible();
  await expect(page.getByRole('table', { name: /found for/ }).getByRole('rowheader')).toHaveCount(ids.length);
});

test('a packed designation, unpacked or not, is an address', async ({ page }) => {
  for (const path of ['/K15Bt7C', '/2015 BC557', '/2015bc557']) {
    await page.goto(path);
    await expect(page).toHaveURL('/?action=sso&sso=2015+BC557');
    await expect(page.getByRole('region', { name: 'Objects' })).toContainText('No alert of 2015 BC557');
  }
});

test('the call of an old link is answered by the object API', async ({ page, request }) => {
  await page.goto('/?action=anomaly&last=2');
  const href = await page.getByRole('link', { name: 'Open the answer as JSON' }).getAttribute('href');
  const answer = await request.get(href ?? '');
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toEqual(expect.any(Array));
});

test('a link that can’t be understood says why, with a box to go on', async ({ page }) => {
  const response = await page.goto('/?action=random');
  expect(response?.status()).toBe(400);
  await expect(page.getByText(/“random” is no action/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: /Search/ }).last()).toBeVisible();
});

test('a name that nobody gave is not found', async ({ request }) => {
  expect((await request.get('/no-such-name')).status()).toBe(404);
});
