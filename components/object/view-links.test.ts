import { expect, test } from 'vitest';
import { defaultView, queryFromView, type ViewState, viewFromQuery } from './view-state.ts';

/** Addresses that people have sent, from the first version on: what they showed they show for ever. */
const golden: readonly (readonly [query: string, view: Partial<ViewState>])[] = [
  ['', {}],
  ['unit=flux', { unit: 'flux' }],
  ['unit=mag', { unit: 'mag' }],
  ['hide=g', { hidden: ['g'] }],
  ['hide=r-limit,g', { hidden: ['g', 'r-limit'] }],
  ['hide=bad,forced,negative', { hidden: ['bad', 'forced', 'negative'] }],
  ['hide=g%2Cr', { hidden: ['g', 'r'] }],
  ['alert=1786383461515015008', { alert: '1786383461515015008' }],
  ['stretch=linear', { stretch: 'linear' }],
  ['stretch=log&map=viridis', { stretch: 'log', map: 'viridis' }],
  ['map=inverted', { map: 'inverted' }],
  ['map=coolwarm', { map: 'coolwarm' }],
  ['tab=alerts', { tab: 'alerts' }],
  ['tab=data', { tab: 'data' }],
  ['tab=summary', {}],
  [
    'unit=flux&hide=g,r-limit&alert=170587115523932399&stretch=sqrt&map=viridis&tab=alerts',
    {
      unit: 'flux',
      hidden: ['g', 'r-limit'],
      alert: '170587115523932399',
      stretch: 'sqrt',
      map: 'viridis',
      tab: 'alerts',
    },
  ],
  ['v=1&unit=flux', { unit: 'flux' }],
  ['debug=&unit=flux', { unit: 'flux' }],
  // Broken on the way: what is left is shown.
  ['unit=Flux&stretch=LOG&map=red&tab=x&alert=1e5&hide=%00', {}],
  ['unit=flux&alert=', { unit: 'flux' }],
  ['unit=flux&unit=mag', { unit: 'flux' }],
  ['utm_source=mail&fbclid=x', {}],
  // Since the second version
  ['over=release', { overlays: ['release'] }],
  ['over=survey,release', { overlays: ['release', 'survey'] }],
  ['sky=dss', { skyImage: 'dss' }],
  ['unit=asinh&x=phase&snr=5', { unit: 'asinh', timeAxis: 'phase', minSnr: 5 }],
  ['unit=dcmag&ref=0&nights=1', { unit: 'dcmag', levels: false, nightly: true }],
  ['zx=59530..59541.5&zy=17..21', { zoomX: { from: 59_530, to: 59_541.5 }, zoomY: { from: 17, to: 21 } }],
  ['colour=g-r&within=0.5&pin=1,2', { colour: 'g-r', colourWithin: 0.5, pinned: ['1', '2'] }],
];

test.each(golden)('?%s shows what it showed', (query, view) => {
  const read = viewFromQuery(new URLSearchParams(query));
  expect(read).toEqual({ ...defaultView, ...view });
  expect(viewFromQuery(new URLSearchParams(queryFromView(read)))).toEqual(read);
});
