import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One file of the exported pages, as it is sent. */
export interface UiFile {
  readonly content: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly isPage: boolean;
}

/** The exported pages, by URL path. What is not in the list does not exist, so no path can ever climb out of the folder. */
export interface UiFiles {
  readonly paths: ReadonlySet<string>;
  /** Reads a listed file, once; null when it was taken away since. */
  read(urlPath: string): UiFile | null;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** Lists `folder` once. Hidden files, links and anything that is no regular file are left out. */
export function listUiFiles(folder: string): UiFiles {
  const paths = new Set(listFolder(folder, ''));
  const cache = new Map<string, UiFile>();
  return {
    paths,
    read(urlPath) {
      const cached = cache.get(urlPath);
      if (cached !== undefined || !paths.has(urlPath)) return cached ?? null;
      const file = readUiFile(path.join(folder, ...urlPath.split('/')));
      if (file !== null) cache.set(urlPath, file);
      return file;
    },
  };
}

function listFolder(folder: string, urlPrefix: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const urlPath = `${urlPrefix}/${entry.name}`;
    if (entry.isDirectory()) return listFolder(path.join(folder, entry.name), urlPath);
    return entry.isFile() ? [urlPath] : [];
  });
}

function readUiFile(file: string): UiFile | null {
  const extension = path.extname(file).toLowerCase();
  try {
    const content = readFileSync(file);
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    const contentType = contentTypes[extension] ?? 'application/octet-stream';
    return { content, contentType, etag, isPage: extension === '.html' };
  } catch (cause) {
    // A new build may have replaced the folder's content.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}
