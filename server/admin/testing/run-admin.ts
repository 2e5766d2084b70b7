import { runAdmin } from '#server/admin/cli.ts';

/** How a call of the admin program ended, and what it wrote. */
export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run admin -- …` on a data folder, in this process. */
export function admin(dataDir: string, ...args: readonly string[]): Promise<Ended> {
  return adminWith({ DATA_DIR: dataDir }, ...args);
}

/** The same with any settings. */
export async function adminWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
  const text = { out: '', err: '' };
  const status = await runAdmin(args, {
    env,
    signal: new AbortController().signal,
    async out(more) {
      text.out += more;
    },
    err(more) {
      text.err += more;
    },
  });
  return { status, ...text };
}
