/** Whether a path is one that programs call and nobody browses to. */
export function isProgramPath(path: string): boolean {
  return path === '/api' || path.startsWith('/api/') || path === '/healthz';
}
