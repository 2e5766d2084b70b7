import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,scripts}/**/*.engine.test.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
