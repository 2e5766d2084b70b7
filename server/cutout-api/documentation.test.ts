import { describe, expect, test } from 'vitest';
import { documentationSuite, exampleAddresses, readDocument } from '#server/http/openapi/documentation-kit.ts';
import { fuzzSuite } from '#server/http/openapi/fuzz-kit.ts';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import { createSmallLake, createTestApi } from './test-lake.ts';

const open = async () => createTestApi((await createSmallLake()).files).service;

describe('documentation of the cutout API', () => {
  documentationSuite(open);
  fuzzSuite(open);

  test('its examples are answered with data by this very service', async () => {
    const service = await open();
    for (const address of exampleAddresses(await readDocument(service))) {
      const response = await service.fetch(new Request(`http://x${address}`));
      expect([address, response.status]).toEqual([address, 200]);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
  });

  test('an empty lake is documented too', async () => {
    expect((await readDocument(createTestApi(memoryFiles()).service)).openapi).toBe('3.1.0');
  });
});
