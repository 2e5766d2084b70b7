import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultView, queryFromView, viewFields, viewFromQuery } from './view-state.ts';
import { createViewStore } from './view-store.ts';

const keys = Object.values(viewFields).map(({ key }) => key);
/** What visitors and strangers write into addresses. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('constructor', 'valueOf', '__proto__', 'toString'),
  fc.constantFrom('1', '0', 'mag', 'flux', 'g,r-limit', '12.5..80', '-3e2', 'alerts', 'asinh', 'variable', 'x,x,y'),
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map(String),
  fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
  fc.tuple(fc.double({ noNaN: true, min: 0, max: 1e5 }), fc.double({ noNaN: true, min: 0, max: 1e5 })).map((ends) =>
    ends
      .sort((a, b) => a - b)
      .map((end) => end.toFixed(3))
      .join('..'),
  ),
);

test('a view that went through the address is the same view, whatever was asked for', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), text), (parameters) => {
      const view = viewFromQuery(new URLSearchParams(parameters));
      const address = queryFromView(view);
      expect(viewFromQuery(new URLSearchParams(address))).toEqual(view);
      expect(queryFromView(viewFromQuery(new URLSearchParams(address)))).toBe(address);
    }),
  );
});

test('no two choices share a name in the address, and none has the name of its form', () => {
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).not.toContain('v');
  for (const key of keys) expect(key).toMatch(/^[a-z][a-z0-9-]{0,15}$/);
});

test('defaults leave no trace in the address, and parameters of others stay', () => {
  expect(queryFromView(defaultView)).toBe('');
  expect(queryFromView({ ...defaultView, unit: 'flux' }, new URLSearchParams('debug='))).toBe('?debug=&unit=flux');
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
