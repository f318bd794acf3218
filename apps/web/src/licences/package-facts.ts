import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** What a package says of itself that its licence notice needs. */
export interface PackageFacts {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly dependencies: readonly string[];
  readonly texts: readonly string[];
}

/** Reads an installed package, its licence texts included. */
export function readPackage(folder: string): PackageFacts {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return {
    folder,
    name: textOf(field(manifest, 'name')),
    version: textOf(field(manifest, 'version')),
    licence: licenceOf(manifest),
    dependencies: Object.keys(Object(field(manifest, 'dependencies'))),
    texts: readdirSync(folder)
      .filter((name) => /^(?:licen[cs]e|copying|notice|ofl)(?:[.-]|$)/i.test(name))
      .toSorted()
      .map((name) => path.join(folder, name))
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()),
  };
}

/** Where a package finds one that it depends on, as Node looks for it; null where that is not installed. */
export function findPackage(name: string, from: string): string | null {
  for (let folder = realpathSync(from); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (statSync(path.join(candidate, 'package.json'), { throwIfNoEntry: false }) !== undefined)
      return realpathSync(candidate);
    if (path.dirname(folder) === folder) return null;
  }
}

function licenceOf(manifest: unknown): string {
  const named = field(manifest, 'license');
  if (typeof named === 'string') return named;
  const old = field(manifest, 'licenses');
  return textOf(field(Array.isArray(old) ? old[0] : named, 'type'));
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
