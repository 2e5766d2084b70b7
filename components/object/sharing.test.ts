import { expect, test } from 'vitest';
import { acknowledgementFor, bibtexFor } from './citation.ts';
import { embedCode, oembedFor } from './oembed.ts';

const page = {
  objectId: 'ZTF21aaxtctv',
  survey: 'ztf',
  url: 'https://portal.example/ZTF21aaxtctv?unit=flux&hide=g',
  seenOn: '2026-11-22',
  sources: ['Fink', 'SIMBAD', 'SNAD'],
} as const;
const settings = { publicUrl: 'https://portal.example', maxWidth: Infinity, maxHeight: Infinity };

test('what is cited is the broker, the survey, the catalogues that are shown, and the page itself', () => {
  const keys = [...bibtexFor(page).matchAll(/^@\w+\{(.*),$/gm)].map(([, key]) => key);
  expect(keys).toEqual([
    '2021MNRAS.501.3272M',
    '2019PASP..131a8002B',
    '2019PASP..131a8003M',
    '2000A&AS..143....9W',
    '2023PASP..135b4503M',
    'ZTF21aaxtctv',
  ]);
  expect(bibtexFor(page)).toContain(page.url);
  expect(bibtexFor({ ...page, survey: 'lsst', sources: [] })).toContain('10.3847/1538-4357/ab042c');
});

test('braces of BibTeX close what they open, and every publication has its DOI', () => {
  for (const survey of ['ztf', 'lsst'] as const) {
    const text = bibtexFor({ ...page, survey });
    expect(text.split('{').length).toBe(text.split('}').length);
    expect([...text.matchAll(/@article/g)].length).toBe([...text.matchAll(/doi = \{10\.\d{4}/g)].length);
  }
});

test('an acknowledgement names survey and broker in plain letters', () => {
  expect(acknowledgementFor(page)).toContain('Möller et al. 2021; Bellm et al. 2019');
  expect(acknowledgementFor({ ...page, survey: 'lsst' })).toContain('Ivezić et al. 2019');
  expect(acknowledgementFor(page)).not.toMatch(/[{}\\]/);
});

test('the frame for other pages follows the view, and its address can’t leave its attribute', () => {
  const code = embedCode('https://portal.example', 'ZTF21aaxtctv', '?unit=flux&hide="><script>');
  expect(code).toContain('src="https://portal.example/embed/ZTF21aaxtctv?unit=flux&amp;hide=&quot;&gt;&lt;script&gt;"');
});

test('editors that ask how a page is embedded are told, no larger than they allow', () => {
  const answer = oembedFor('https://portal.example/ZTF21aaxtctv?unit=flux&utm=x', { ...settings, maxWidth: 500 });
  expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 500, height: 440 });
  expect(answer?.html).toContain('/embed/ZTF21aaxtctv?');
  expect(answer?.html).not.toContain('utm');
});

test.each([
  '',
  'nonsense',
  'https://evil.example/ZTF21aaxtctv',
  'https://portal.example/about',
  'https://portal.example/',
])('%j is no page that can be embedded', (url) => {
  expect(oembedFor(url, settings)).toBeUndefined();
});
