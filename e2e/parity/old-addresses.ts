/** An address that people have from other portals, and what answers it: a path to which it leads, or words of the page that it is. */
export interface OldAddress {
  readonly row: string;
  readonly from: string;
  readonly leadsTo?: string;
  readonly says?: readonly string[];
}

/** Rows of the grammar of shared links, those of the portals of today and those that they left behind. */
export const oldAddresses: readonly OldAddress[] = [
  {
    row: 'object id, ZTF',
    from: '/?action=objectid&object=ZTF21abfmbix&partial=True',
    leadsTo: '/search?q=ZTF21abfmbix',
  },
  {
    row: 'object id, Rubin',
    from: '/?action=diaObjectid&object=313761043604045880',
    leadsTo: '/search?q=313761043604045880',
  },
  {
    row: 'cone',
    from: '/?action=conesearch&ra=150.0277299894&dec=3.7575025429&r=5.0',
    leadsTo: '/search?q=150.0277299894%2C+3.7575025429+r%3D5.0',
  },
  {
    row: 'cone with a span of time',
    from: '/?action=conesearch&ra=193.822&dec=2.89732&r=5&after=2023-03-29T13:36:52&window=10',
    leadsTo: '/search?q=193.822%2C+2.89732+r%3D5+after%3D2023-03-29T13%3A36%3A52+window%3D10',
  },
  {
    row: 'cone with the radius called radius',
    from: '/?action=conesearch&ra=10&dec=20&radius=5',
    leadsTo: '/search?q=10%2C+20+r%3D5',
  },
  {
    row: 'class with span and trend',
    from: '/?action=class&class=Early%20SN%20Ia%20candidate&last=10&after=2023-03-29&before=2023-04-29&trend=rising',
    leadsTo:
      '/search?q=class%3D%22Early+SN+Ia+candidate%22+last%3D10+after%3D2023-03-29+before%3D2023-04-29+trend%3Drising',
  },
  {
    row: 'tag, Rubin',
    from: '/?action=tag&tag=in_tns&last=5',
    says: ['in_tns', '/lsst/api/v1/tags?tag=in_tns&amp;n=5'],
  },
  { row: 'Solar System, ZTF', from: '/?action=sso&sso=8467', says: ['8467', '/ztf/api/v1/sso?n_or_d=8467'] },
  { row: 'Solar System, Rubin', from: '/?action=sso&sso=2015%20BC557', says: ['2015 BC557', 'sso?n_or_d=2015BC557'] },
  {
    row: 'tracklet',
    from: '/?action=tracklet&object=TRCK_20231213_133612_00',
    says: ['tracklet?id=TRCK_20231213_133612_00'],
  },
  { row: 'anomaly', from: '/?action=anomaly&last=100', says: ['/ztf/api/v1/anomaly?n=100'] },
  {
    row: 'gravitational waves',
    from: '/gw?credible_level=0.2&event_name=S230709bi',
    says: ['S230709bi', 'skymap?event_name=S230709bi&amp;credible_level=0.2'],
  },
  { row: 'object page in another spelling', from: '/ztf21abfmbix', leadsTo: '/ZTF21abfmbix' },
  { row: 'object page by a packed designation', from: '/K15Bt7C', leadsTo: '/?action=sso&sso=2015+BC557' },
  { row: 'a link without an action', from: '/?ra=10&dec=20', leadsTo: '/search?q=10%2C+20' },
  { row: 'of 2021, by id', from: '/?query_type=objectID&objectID=ZTF21abfmbix', leadsTo: '/search?q=ZTF21abfmbix' },
  {
    row: 'of 2021, cone',
    from: '/?query_type=Conesearch&ra=10&dec=20&radius=5&startdate_conesearch=2020-07-01&window_days_conesearch=7',
    leadsTo: '/search?q=10%2C+20+r%3D5+after%3D2020-07-01+window%3D7',
  },
  {
    row: 'of 2021, date',
    from: '/?query_type=Date%20Search&startdate=2020-07-01%2005:59:36&window=1',
    says: ['/ztf/api/v1/latests?', 'startdate=2020-07-01+05%3A59%3A36'],
  },
  { row: 'of 2021, Solar System', from: '/?query_type=SSO%20Search&n_or_d=4209', says: ['sso?n_or_d=4209'] },
];
