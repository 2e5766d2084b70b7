import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oldLinkFrom } from './old-link.ts';
import { unpackedDesignation } from './packed-designation.ts';
import { solarSystemHref } from './solar-system-name.ts';
import { understoodFromText } from './understand.ts';

const settings = { classNames: [], defaultRadiusArcsec: 10, defaultLimit: 100 };
const linkOf = (query: string) => oldLinkFrom(new URLSearchParams(query));

/** What a link leads to, in one line: the search as it is understood, the call, or why not. */
function gist(query: string): string {
  const link = linkOf(query);
  if (link === undefined) return 'home';
  if (link.kind === 'unclear') return `unclear: ${link.reason}`;
  if (link.kind === 'question') return `${link.survey} ${link.route} ${new URLSearchParams(link.args)}`;
  const { kind, ...rest } = understoodFromText(link.text, settings);
  return `${kind} ${JSON.stringify(rest)}`;
}

const cone = (raDeg: number, decDeg: number, radiusArcsec: number, seen?: object) =>
  `cone ${JSON.stringify({ raDeg, decDeg, radiusArcsec, ...(seen ? { seen } : {}) })}`;
const classOf = (className: string, limit = 100, more: object = {}) =>
  `class ${JSON.stringify({ className, limit, ...more })}`;
const ztf = (objectId: string) => `object ${JSON.stringify({ survey: 'ztf', objectId })}`;
const rubin = (objectId: string) => `object ${JSON.stringify({ survey: 'lsst', objectId })}`;
const partial = (prefix: string) => `partial ${JSON.stringify({ survey: 'ztf', prefix })}`;

const after = '2023-03-29 13:36:52';

/** Links that are out there, or might be: of documentation, of other portals, of people. */
const golden: readonly (readonly [link: string, gist: string])[] = [
  // By id
  ['action=objectid&object=ZTF21abfmbix', ztf('ZTF21abfmbix')],
  ['action=objectid&object=ZTF21abfmbix&partial=True', ztf('ZTF21abfmbix')],
  ['action=objectid&object=ZTF21abf&partial=True', partial('ZTF21abf')],
  ['action=objectid&object=ztf21ABFMBIX', ztf('ZTF21abfmbix')],
  ['action=objectid&object=%20ZTF21abfmbix+', ztf('ZTF21abfmbix')],
  ['action=objectId&objectId=ZTF21abfmbix', ztf('ZTF21abfmbix')],
  ['object=ZTF21abfmbix', ztf('ZTF21abfmbix')],
  ['action=diaObjectid&object=313761043604045880', rubin('313761043604045880')],
  ['action=diaObjectId&diaObjectId=313761043604045880', rubin('313761043604045880')],
  ['query_type=objectID&objectID=ZTF21abfmbix', ztf('ZTF21abfmbix')],
  ['query_type=objectID&objectId=ZTF21abfmbix', ztf('ZTF21abfmbix')],
  ['query_type=objectid&objectid=ZTF18abc', partial('ZTF18abc')],
  ['action=objectid', 'unclear: This link names no object.'],
  ['action=objectid&object=', 'unclear: This link names no object.'],
  // By position
  ['action=conesearch&ra=193.822&dec=2.89732&r=5', cone(193.822, 2.89732, 5)],
  ['action=conesearch&ra=193.822&dec=2.89732', cone(193.822, 2.89732, 10)],
  ['action=conesearch&ra=193.822&dec=2.89732&radius=5', cone(193.822, 2.89732, 5)],
  ['action=conesearch&ra=150.0277299894&dec=3.7575025429&r=5.0', cone(150.0277299894, 3.7575025429, 5)],
  ['action=conesearch&ra=8.986275&dec=-42.709834&radius=5', cone(8.986275, -42.709834, 5)],
  ['action=conesearch&ra=10.0&dec=20.0&radius=3', cone(10, 20, 3)],
  ['action=conesearch&ra=10.00000&dec=+20.00000&radius=10', cone(10, 20, 10)],
  ['action=conesearch&ra=10.00000&dec=%2B20.00000&radius=10', cone(10, 20, 10)],
  ['action=conesearch&ra=0&dec=0&r=10', cone(0, 0, 10)],
  ['action=conesearch&ra=359.9999&dec=-89.5&r=10m', cone(359.9999, -89.5, 600)],
  ['action=conesearch&ra=193.822&dec=2.89732&r=0.1d', cone(193.822, 2.89732, 360)],
  ['action=conesearch&ra=193.822&dec=2.89732&r=5%22', cone(193.822, 2.89732, 5)],
  ['action=conesearch&ra=193.822&dec=2.89732&r=2%27', cone(193.822, 2.89732, 120)],
  ['action=conesearch&ra=193.822&dec=2.89732&r=5+arcsec', cone(193.822, 2.89732, 5)],
  ['action=conesearch&ra=12:00:00&dec=%2B45:30:00&r=1', cone(180, 45.5, 1)],
  ['action=conesearch&ra=12h00m00s&dec=45d30m00s&r=1', cone(180, 45.5, 1)],
  ['ra=193.822&dec=2.89732&r=5', cone(193.822, 2.89732, 5)],
  [
    'action=conesearch&ra=193.822&dec=2.89732&r=5&after=2023-03-29T13:36:52&window=10',
    cone(193.822, 2.89732, 5, { from: after, to: '2023-04-08 13:36:52' }),
  ],
  [
    'action=conesearch&ra=193.822&dec=2.89732&r=5&after=2023-03-29+13:36:52&before=2023-04-01',
    cone(193.822, 2.89732, 5, { from: after, to: '2023-04-01 00:00:00' }),
  ],
  [
    'action=conesearch&ra=193.822&dec=2.89732&r=5&after=60032.5',
    cone(193.822, 2.89732, 5, { from: '2023-03-29 12:00:00' }),
  ],
  [
    'action=conesearch&ra=193.822&dec=2.89732&r=5&after=2460033',
    cone(193.822, 2.89732, 5, { from: '2023-03-29 12:00:00' }),
  ],
  [
    'action=conesearch&ra=193.822&dec=2.89732&r=5&before=2023-04-01',
    cone(193.822, 2.89732, 5, { from: '2015-01-01 00:00:00', to: '2023-04-01 00:00:00' }),
  ],
  [
    'query_type=Conesearch&ra=193.822&dec=2.89732&radius=5&startdate_conesearch=2021-07-01 05:59:36&window_days_conesearch=1',
    cone(193.822, 2.89732, 5, { from: '2021-07-01 05:59:36', to: '2021-07-02 05:59:36' }),
  ],
  ['query_type=Conesearch&ra=10.00000&dec=+20.00000&radius=10', cone(10, 20, 10)],
  ['action=conesearch&ra=193.822', 'unclear: This link names no position (ra and dec).'],
  ['action=conesearch&ra=abc&dec=2', expect.stringMatching(/^nothing .*no position/)],
  ['action=conesearch&ra=193.822&dec=95&r=5', expect.stringMatching(/^nothing .*within -90/)],
  ['action=conesearch&ra=193.822&dec=2.9&r=fast', expect.stringMatching(/^nothing .*a number of arcseconds/)],
  ['action=conesearch&ra=193.822&dec=2.9&r=99d', expect.stringMatching(/^nothing .*at most 5°/)],
  ['action=conesearch&ra=193.822&dec=2.9&after=someday', expect.stringMatching(/^nothing .*is not a date/)],
  ['action=conesearch&ra=193.822&dec=2.9&window=10', expect.stringMatching(/^nothing .*from after=/)],
  // By class
  ['action=class&class=Early%20SN%20Ia%20candidate', classOf('Early SN Ia candidate')],
  ['action=class&class=Early+SN+Ia+candidate&last=10', classOf('Early SN Ia candidate', 10)],
  ['action=class&class=Kilonova%20candidate', classOf('Kilonova candidate')],
  [
    'action=class&class=Early%20SN%20Ia%20candidate&last=10&after=2023-03-29T13:36:52&trend=rising',
    classOf('Early SN Ia candidate', 10, { seen: { from: after }, trend: 'rising' }),
  ],
  [
    'action=class&class=(CTA)%20Blazar%20low%20state&trend=new_low_state&after=60032.5&before=60042.5',
    classOf('(CTA) Blazar low state', 100, {
      seen: { from: '2023-03-29 12:00:00', to: '2023-04-08 12:00:00' },
      trend: 'new_low_state',
    }),
  ],
  ['action=class&class=(TNS)+SN+Ia-91T-like', classOf('(TNS) SN Ia-91T-like')],
  ['action=class&class=(SIMBAD)%20RRLyr', classOf('(SIMBAD) RRLyr')],
  ['query_type=Class Search&class=Early SN Ia candidate', classOf('Early SN Ia candidate')],
  [
    'query_type=Class+Search&class=SN+candidate&n=50&startdate=2023-03-29',
    classOf('SN candidate', 50, { seen: { from: '2023-03-29 00:00:00' } }),
  ],
  ['class=QSO&last=5', classOf('QSO', 5)],
  ['action=class', 'unclear: This link names no class.'],
  ['action=class&class=QSO&last=many', expect.stringMatching(/^nothing .*a number from 1/)],
  ['action=class&class=QSO&trend=sideways', expect.stringMatching(/^nothing .*one of rising/)],
  // What has no page here
  ['action=sso&sso=8467', 'ztf sso n_or_d=8467'],
  ['action=sso&sso=2015%20BC557', 'ztf sso n_or_d=2015BC557'],
  ['action=sso&sso=2015+BC557', 'ztf sso n_or_d=2015BC557'],
  ['action=sso&sso=K15Bt7C', 'ztf sso n_or_d=2015BC557'],
  ['action=sso&n_or_d=10P', 'ztf sso n_or_d=10P'],
  ['query_type=SSO Search&n_or_d=4209', 'ztf sso n_or_d=4209'],
  ['action=sso', 'unclear: This link names no Solar System object.'],
  ['action=tracklet&object=TRCK_20231213_133612_00', 'ztf tracklet id=TRCK_20231213_133612_00'],
  ['object=TRCK_20231213_133612_00', 'ztf tracklet id=TRCK_20231213_133612_00'],
  ['query_type=Tracklet Search&date=2021-10-22', 'ztf tracklet date=2021-10-22'],
  ['action=anomaly&last=100', 'ztf anomaly n=100'],
  [
    'action=anomaly&last=20&after=2023-03-29&before=60100',
    'ztf anomaly n=20&start_date=2023-03-29+00%3A00%3A00&stop_date=2023-06-05+00%3A00%3A00',
  ],
  ['action=class&class=Anomaly', 'ztf anomaly n=100'],
  ['class=Anomaly', 'ztf anomaly n=100'],
  ['action=anomaly&after=never', expect.stringMatching(/^unclear: .*is not a date/)],
  [
    'query_type=Date Search&startdate=2020-07-01%2005:59:36&window=1',
    'ztf latests class=SN+candidate&n=1000&startdate=2020-07-01+05%3A59%3A36&stopdate=2020-07-01+06%3A00%3A36',
  ],
  ['query_type=Date+Search&startdate=2020-07-01&window=-1', expect.stringMatching(/^unclear: .*minutes above 0/)],
  ['query_type=Date+Search', 'unclear: This link names no date.'],
  ['action=tag&tag=in_tns&last=5', 'lsst tags tag=in_tns&n=5'],
  ['action=tag&tag=hostless_candidate&last=5', 'lsst tags tag=hostless_candidate&n=5'],
  ['credible_level=0.2&event_name=S230709bi', 'ztf skymap event_name=S230709bi&credible_level=0.2'],
  ['action=gw&event_name=S251112cm', 'ztf skymap event_name=S251112cm&credible_level=0.2'],
  // Broken, and no old links at all
  ['action=random', expect.stringMatching(/^unclear: “random” is no action/)],
  ['action=', 'home'],
  ['action=constructor', expect.stringMatching(/^unclear: “constructor” is no action/)],
  ['constructor=1&__proto__=2', 'home'],
  ['utm_source=mail', 'home'],
  ['debug', 'home'],
  ['', 'home'],
];

describe('links of earlier portals', () => {
  test.each(golden)('?%s', (link, expected) => {
    expect(gist(link)).toEqual(expected);
  });

  test('there are enough of them', () => {
    expect(golden.length).toBeGreaterThanOrEqual(60);
  });

  test('whatever a link holds, it leads somewhere or says why not', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'action',
        'query_type',
        'ra',
        'dec',
        'r',
        'class',
        'conesearch',
        'sso',
        'after',
        '5',
        '2023-01-01',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 6 }), (pairs) => {
        const text = gist(new URLSearchParams(pairs).toString());
        expect(text).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });
});

test('what moves is answered by a search of today too', () => {
  for (const [query, kind] of [
    ['action=sso&sso=K15Bt7C', { kind: 'solar-system', name: '2015 BC557' }],
    ['query_type=SSO Search&n_or_d=4209', { kind: 'solar-system', name: '4209' }],
    ['action=tracklet&object=TRCK_20231213_133612_00', { kind: 'tracklet', id: 'TRCK_20231213_133612_00' }],
  ] as const) {
    const link = linkOf(query);
    expect(understoodFromText(link?.kind === 'question' ? (link.search ?? '') : '', settings)).toEqual(kind);
  }
  expect(linkOf('query_type=Tracklet Search&date=2021-10-22')).not.toHaveProperty('search');
});

test('the address of a designation is a link that asks for it', () => {
  expect(gist(solarSystemHref('2015 BC557').slice(2))).toBe('ztf sso n_or_d=2015BC557');
});

/** From the page of the Minor Planet Center on packed designations. */
test.each([
  ['J95X00A', '1995 XA'],
  ['J95X01L', '1995 XL1'],
  ['J95F13B', '1995 FB13'],
  ['J98SA8Q', '1998 SQ108'],
  ['J98SC7V', '1998 SV127'],
  ['J98SG2S', '1998 SS162'],
  ['K99AJ3Z', '2099 AZ193'],
  ['K08Aa0A', '2008 AA360'],
  ['K07Tf8A', '2007 TA418'],
  ['K15Bt7C', '2015 BC557'],
])('%s is %s', (packed, full) => {
  expect(unpackedDesignation(packed)).toBe(full);
});

test.each(['k15Bt7C', 'K15It7C', 'K15BtC', 'ZTF21ab', 'K15Bt7I', ''])('%j is no packed designation', (text) => {
  expect(unpackedDesignation(text)).toBeUndefined();
});
