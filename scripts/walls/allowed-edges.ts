/**
 * The floors of the house, from the bottom up. A package sees what stands below it and never a room on its own floor:
 * `job-schema` ← `studio`, `host` ← `local-store`, `render-engines`, `cloud-clients` ← `apps`.
 */
export const allowedEdges: Readonly<Record<string, readonly string[]>> = {
  '@videoexpress/job-schema': [],
  '@videoexpress/studio': ['@videoexpress/job-schema'],
  '@videoexpress/host': ['@videoexpress/job-schema'],
  '@videoexpress/local-store': ['@videoexpress/job-schema', '@videoexpress/studio', '@videoexpress/host'],
  '@videoexpress/render-engines': ['@videoexpress/job-schema', '@videoexpress/studio', '@videoexpress/host'],
  '@videoexpress/cloud-clients': ['@videoexpress/job-schema', '@videoexpress/studio', '@videoexpress/host'],
  '@videoexpress/daemon': [
    '@videoexpress/job-schema',
    '@videoexpress/studio',
    '@videoexpress/host',
    '@videoexpress/local-store',
    '@videoexpress/render-engines',
    '@videoexpress/cloud-clients',
  ],
  '@videoexpress/web': ['@videoexpress/job-schema'],
  videoexpress: ['@videoexpress/job-schema', '@videoexpress/host'],
};

/** Packages whose code is bundled: what they import may stand in devDependencies. */
export const bundledPackages: readonly string[] = ['videoexpress'];

/** Packages that must also run in a browser, so nothing of Node may be imported there. */
export const browserPackages: readonly string[] = ['@videoexpress/job-schema', '@videoexpress/web'];

/** The rules of the studio know no file system, network, process or database. */
export const outsideWorld: Readonly<Record<string, RegExp>> = {
  '@videoexpress/studio': /^node:(fs|http|http2|https|net|tls|dgram|dns|child_process|worker_threads|sqlite|os)\b/,
};
