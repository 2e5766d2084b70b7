import type { ChildProcess } from 'node:child_process';

/** Asks a process to end, and insists after `graceMs`; resolves when it is gone, at once when it is already. */
export function endChild(child: ChildProcess, graceMs: number): Promise<void>;
