import { type Dirent, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type SourceText, readSourceText } from './source-text.ts';

export interface SourceFile {
  /** From the root of the tree, with forward slashes. */
  readonly path: string;
  /** The package it belongs to; null for the scripts at the root. */
  readonly owner: Package | null;
  /** Tests, what only tests use, and the browser tests. */
  readonly isTest: boolean;
  readonly text: SourceText;
}

export interface Package {
  readonly name: string;
  /** From the root, for example `packages/host`; `.` for the root. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** Names under which others may import it: `.` and whatever else its exports list. */
  readonly doors: readonly string[];
}

export interface Tree {
  readonly root: string;
  readonly rootPackage: Package;
  readonly packages: readonly Package[];
  readonly files: readonly SourceFile[];
}

const sourceName = /\.(ts|tsx|mts|js|mjs|css)$/;
const notSources = new Set(['node_modules', 'dist', 'out', 'ui', '.next', '.turbo', '.cache', 'test-results', 'try']);
const testPath = /(\.test\.tsx?$|\/testing\/|\/e2e\/|\/bench\/)/;

/** Reads every package.json and every source under `apps`, `packages` and `scripts`. */
export function readTree(root: string): Tree {
  const packages = ['packages', 'apps'].flatMap((floor) =>
    childFolders(root, floor).flatMap((folder) => {
      const found = readPackage(root, folder);
      return found === null ? [] : [found];
    }),
  );
  const rootPackage = readPackage(root, '.') ?? emptyRoot;
  const files = [
    ...packages.flatMap((owner) => sourcesUnder(root, owner.folder).map((path) => readSource(root, path, owner))),
    ...sourcesUnder(root, 'scripts').map((path) => readSource(root, path, null)),
  ];
  return { root, rootPackage, packages, files };
}

const emptyRoot: Package = { name: 'root', folder: '.', dependencies: [], devDependencies: [], doors: [] };

function readSource(root: string, path: string, owner: Package | null): SourceFile {
  const text = readSourceText(readFileSync(join(root, path), 'utf8'));
  return { path, owner, isTest: testPath.test(path), text };
}

function childFolders(root: string, folder: string): string[] {
  return entries(root, folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
}

function entries(root: string, folder: string): Dirent[] {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path, { withFileTypes: true }) : [];
}

function sourcesUnder(root: string, folder: string): string[] {
  return entries(root, folder).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notSources.has(entry.name) ? [] : sourcesUnder(root, path);
    return sourceName.test(entry.name) && entry.name !== 'next-env.d.ts' ? [path] : [];
  });
}

function readPackage(root: string, folder: string): Package | null {
  const file = join(root, folder, 'package.json');
  if (!existsSync(file)) return null;
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return {
    name: String(field(manifest, 'name')),
    folder,
    dependencies: [...keys(field(manifest, 'dependencies')), ...keys(field(manifest, 'optionalDependencies'))],
    devDependencies: keys(field(manifest, 'devDependencies')),
    doors: keys(field(manifest, 'exports')),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function keys(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
