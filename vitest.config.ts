import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/lib/longest-first.mjs';
import { inspectorPort } from './scripts/lib/stacks.mjs';

export default defineConfig({
  test: {
    include: ['{domain,server,components,app,scripts}/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, '**/*.engine.test.ts'],
    environment: 'node',
    pool: 'forks',
    // Starting a process and loading everything anew for each file would take a third of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Vitest leaves one core alone unless told; a single process would get all files at once, and take them along when one hangs.
    maxWorkers: Math.max(2, availableParallelism()),
    setupFiles: ['scripts/lib/say-test-file.mjs', 'scripts/lib/leave-as-found.mjs'],
    execArgv: [`--inspect-port=${inspectorPort(process.pid)}`],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
