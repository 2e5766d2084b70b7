/** Path of an absolute URL with runs of slashes merged and escapes decoded where they are well-formed. */
export function requestPath(url: string): string {
  const authority = url.indexOf('//') + 2;
  const begin = url.indexOf('/', authority);
  if (begin < 0) return '/';
  let end = url.length;
  for (const mark of ['?', '#']) {
    const at = url.indexOf(mark, begin);
    if (at >= 0 && at < end) end = at;
  }
  const path = url.slice(begin, end).replace(/\/{2,}/g, '/');
  if (!path.includes('%')) return path;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
