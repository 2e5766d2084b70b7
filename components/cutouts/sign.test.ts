import { expect, test } from 'vitest';
import { signOf } from './sign.ts';

test('a stamp that was subtracted the other way round is turned, so that dark is fainter, and says so', () => {
  expect(signOf('turned', true, 'flux')).toMatchObject({ sign: -1, words: 'negative, sign turned' });
  expect(signOf('turned', true, 'file')).toMatchObject({ sign: 1, words: 'negative, as subtracted' });
});

test('positive alerts, and surveys whose stamps carry their sign, are shown as they are', () => {
  for (const shown of ['flux', 'file'] as const) {
    expect(signOf('turned', false, shown)).toMatchObject({ sign: 1, words: 'positive' });
    expect(signOf('signed', true, shown)).toMatchObject({ sign: 1, words: 'negative' });
  }
});

test('while it is not known nothing is claimed', () => {
  expect(signOf('turned', undefined, 'flux')).toMatchObject({ sign: 1, words: '' });
});
