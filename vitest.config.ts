import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { inspectorPort } from './scripts/lib/stacks.mjs';

export default defineConfig({
  test: {
    include: ['{domain,server,components,app,scripts}/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, '**/*.engine.test.ts'],
    environment: 'node',
    pool: 'forks',
    // Vitest leaves one core alone unless told; on two that is half of them.
    maxWorkers: availableParallelism(),
    setupFiles: ['scripts/lib/say-test-file.mjs'],
    execArgv: [`--inspect-port=${inspectorPort(process.pid)}`],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
