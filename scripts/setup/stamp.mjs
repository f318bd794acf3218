import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './folders.mjs';
import { platformSuffix } from './platform.mjs';

const stampFile = join(repositoryRoot, 'node_modules', '.set-up-stamp');

/** The folders of the workspace that have a package.json, relative to the root. */
function workspaceFolders() {
  const folders = ['.'];
  for (const floor of ['apps', 'packages']) {
    for (const name of readdirSync(join(repositoryRoot, floor))) {
      if (existsSync(join(repositoryRoot, floor, name, 'package.json'))) folders.push(join(floor, name));
    }
  }
  return folders;
}

/** What an installation depends on, as one hash. */
export function wantedStamp() {
  const hash = createHash('sha256').update(platformSuffix());
  const files = workspaceFolders().map((folder) => join(folder, 'package.json'));
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...files]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(repositoryRoot, file)));
  }
  return hash.digest('hex');
}

/** Whether the installation that is there was made from what is wanted now. */
export function isInstalled() {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== wantedStamp()) return false;
  return workspaceFolders().every((folder) => existsSync(join(repositoryRoot, folder, 'node_modules')));
}

export function writeStamp() {
  writeFileSync(stampFile, wantedStamp());
}
