/** The name that the export gives to a segment whose value is only known in the browser. */
const placeholder = '_';

/**
 * Finds the exported file that answers a decoded URL path: the file itself, the page of that name (`/jobs` is
 * `/jobs.html`), the index of a folder, or the page of a dynamic segment (`/jobs/<id>` is `/jobs/_.html`, and the
 * segment data beside it, `/jobs/<id>/__next.….txt`, is `/jobs/_/__next.….txt`). Null when there is none.
 */
export function resolvePage(decodedPath: string, paths: ReadonlySet<string>): string | null {
  if (!decodedPath.startsWith('/') || decodedPath.includes('\\')) return null;
  const segments = decodedPath.slice(1).replace(/\/$/, '').split('/');
  const last = segments.pop() ?? '';
  const folder = resolveFolder(segments, paths);
  if (folder === null) return null;
  return (
    candidates(last)
      .map((name) => `${folder}/${name}`)
      .find((each) => paths.has(each)) ?? null
  );
}

function candidates(name: string): readonly string[] {
  if (name === '') return ['index.html'];
  if (name.endsWith('.txt')) return [name, `${placeholder}.txt`];
  return name.includes('.') ? [name] : [`${name}.html`, name, `${name}/index.html`, `${placeholder}.html`];
}

/** Walks down the folders, taking the placeholder's where there is none of that name. */
function resolveFolder(segments: readonly string[], paths: ReadonlySet<string>): string | null {
  let folder = '';
  for (const segment of segments) {
    const next = [segment, placeholder].map((name) => `${folder}/${name}`).find((each) => isFolder(each, paths));
    if (segment === '' || next === undefined) return null;
    folder = next;
  }
  return folder;
}

function isFolder(folder: string, paths: ReadonlySet<string>): boolean {
  for (const each of paths) if (each.startsWith(`${folder}/`)) return true;
  return false;
}
