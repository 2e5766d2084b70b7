import { defineConfig } from 'vitest/config';
import { inspectorPort } from './scripts/lib/stacks.mjs';

export default defineConfig({
  test: {
    include: ['{server,scripts}/**/*.engine.test.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    setupFiles: ['scripts/lib/say-test-file.mjs'],
    execArgv: [`--inspect-port=${inspectorPort(process.pid)}`],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
