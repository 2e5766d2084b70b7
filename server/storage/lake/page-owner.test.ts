import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertIdFromExtension, extensionFromAlertId } from './page-owner.ts';

test('the alert of a page is read as it was written, whatever its id', () => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (id) => alertIdFromExtension(extensionFromAlertId(id)) === id),
  );
});

test('extensions of others say nothing of an alert', () => {
  expect(alertIdFromExtension(undefined)).toBeUndefined();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => alertIdFromExtension(bytes) === undefined));
});
