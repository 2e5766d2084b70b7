import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colourMapNames } from '#domain/stamps/colour-map.ts';
import { stretchNames } from '#domain/stamps/stretch.ts';
import { defaultView, queryFromView, tabs, units, type ViewState, viewFromQuery } from './view-state.ts';
import { createViewStore } from './view-store.ts';

const anyView: fc.Arbitrary<ViewState> = fc.record({
  unit: fc.constantFrom(null, ...units),
  hidden: fc
    .uniqueArray(fc.constantFrom('g', 'r', 'g-limit', 'r-limit', 'negative', 'forced', 'bad'))
    .map((keys) => keys.sort()),
  alert: fc.option(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String), { nil: null }),
  stretch: fc.constantFrom(...stretchNames),
  map: fc.constantFrom(...colourMapNames),
  tab: fc.constantFrom(...tabs),
});

test('a view that went through the address is the same view', () => {
  fc.assert(
    fc.property(anyView, (view) => {
      expect(viewFromQuery(new URLSearchParams(queryFromView(view)))).toEqual(view);
    }),
  );
});

test('defaults leave no trace in the address, and parameters of others stay', () => {
  expect(queryFromView(defaultView)).toBe('');
  expect(queryFromView({ ...defaultView, unit: 'flux' }, new URLSearchParams('debug='))).toBe('?debug=&unit=flux');
});

test('any text in the address gives a view, never an error', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, value) => {
      for (const key of [name, 'unit', 'hide', 'alert', 'stretch', 'map', 'tab']) {
        const view = viewFromQuery(new URLSearchParams([[key, value]]));
        expect(viewFromQuery(new URLSearchParams(queryFromView(view)))).toEqual(view);
      }
    }),
  );
});

function fakeBar() {
  const steps = [''];
  let now = 0;
  return {
    steps,
    pass: (ms: number) => {
      now += ms;
    },
    query: () => new URLSearchParams(steps.at(-1)),
    push: (query: string) => void steps.push(query),
    replace: (query: string) => void steps.splice(-1, 1, query),
    nowMs: () => now,
  };
}

test('walking over epochs is one step of Back, another change is another', () => {
  const bar = fakeBar();
  const store = createViewStore(defaultView, bar);
  for (const alert of ['1', '2', '3']) {
    store.set({ alert });
    bar.pass(300);
  }
  store.set({ unit: 'flux' });
  expect(bar.steps).toEqual(['', '?alert=3', '?unit=flux&alert=3']);
});

test('Back gives the view of the address it leads to, and tells who listens', () => {
  const bar = fakeBar();
  const store = createViewStore(defaultView, bar);
  store.set({ unit: 'flux' });
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  bar.steps.pop();
  store.reread();
  expect(store.get()).toEqual(defaultView);
  expect(told).toBe(1);
});

test('setting what is set already writes nothing', () => {
  const bar = fakeBar();
  createViewStore(defaultView, bar).set({ tab: 'summary' });
  expect(bar.steps).toEqual(['']);
});
