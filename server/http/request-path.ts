/** Path and query of what stands behind the host of an address: runs of slashes merged, escapes decoded where they are well-formed. */
export function pathOfTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  const query = mark < 0 ? '' : target.slice(mark + 1);
  let end = mark < 0 ? target.length : mark;
  const hash = target.indexOf('#');
  if (hash >= 0 && hash < end) end = hash;
  const given = target.slice(0, end);
  const path = given.includes('//') ? given.replace(/\/{2,}/g, '/') : given;
  if (!path.includes('%')) return { path, query };
  try {
    return { path: decodeURI(path), query };
  } catch {
    return { path, query };
  }
}
