import { existsSync, readFileSync } from 'node:fs';

/**
 * Next ships its browser code twice, as CommonJS and as ES modules, and bundles the former. This gives the bundler the latter under
 * the same name, of which it leaves out what nobody uses. A file without such a twin stays as it is.
 */
export default function nextEsmLoader(source) {
  const twin = this.resourcePath.replace(/([\\/]next[\\/]dist[\\/])/, '$1esm/');
  if (twin === this.resourcePath || !existsSync(twin)) return source;
  this.addDependency(twin);
  return readFileSync(twin, 'utf8').replace(/\/\/# sourceMappingURL=.*\s*$/, '');
}
