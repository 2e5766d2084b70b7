import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folder in which the processes of a Vitest run say which file they run; `pid` is that of the run. */
export const runningFolder = (pid) => join(tmpdir(), `running-tests-${pid}`);
