import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{domain,server,components,app,scripts}/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, '**/*.engine.test.ts'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
