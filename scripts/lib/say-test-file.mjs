// Set-up of every test file: says which file this process runs, for the reporter that ends what hangs.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runningFolder } from './running-tests.mjs';

const folder = runningFolder(process.ppid);
if (existsSync(folder)) writeFileSync(join(folder, String(process.pid)), expect.getState().testPath ?? '');
