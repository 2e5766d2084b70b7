import type { BuildOptions } from 'esbuild';

/** How programs of the project are compiled, in `dist/` and for tests. */
export const serviceBuild: BuildOptions & { readonly splitting: true };
