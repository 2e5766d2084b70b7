import { expect, test, vi } from 'vitest';
import { type KeyTaker, takeKey } from './gestures.ts';

function takerOf() {
  const taker = { isZoomed: () => true, zoomAt: vi.fn(), drag: vi.fn(), reset: vi.fn(), hover: vi.fn(), move: vi.fn() };
  return taker satisfies KeyTaker;
}

test('arrows move the cursor, with Shift the stamp; plus and minus enlarge, 0 shows all, Escape takes the cursor away', () => {
  const taker = takerOf();
  const press = (key: string, shiftKey = false) => takeKey({ key, shiftKey }, taker);
  expect([press('ArrowLeft'), press('ArrowUp', true), press('+'), press('-'), press('0'), press('Escape')]).toEqual(
    Array.from({ length: 6 }, () => true),
  );
  expect(taker.move).toHaveBeenCalledExactlyOnceWith(-1, 0);
  expect(taker.drag).toHaveBeenCalledExactlyOnceWith(-0, 0.1);
  expect(taker.zoomAt.mock.calls.map(([, factor]) => factor)).toEqual([1.5, 1 / 1.5]);
  expect(taker.reset).toHaveBeenCalledTimes(1);
  expect(taker.hover).toHaveBeenCalledExactlyOnceWith(null);
});

test('other keys stay the page’s', () => {
  expect(['b', 'Tab', 'ArrowLeftish', '?'].map((key) => takeKey({ key, shiftKey: false }, takerOf()))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
