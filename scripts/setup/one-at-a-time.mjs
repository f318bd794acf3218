import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './announce.mjs';
import { repositoryRoot } from './folders.mjs';
import { isAlive } from './processes.mjs';

// In the clone, not in the shared cache: two clones may be set up side by side.
const cloneFolder = join(repositoryRoot, '.cache');

/**
 * Runs `work` while no other set-up of this clone installs or builds. The lock is a file with the holder's process
 * id; one whose holder is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [folder] where the lock lies
 * @returns {Promise<T>}
 */
export async function oneAtATime(work, folder = cloneFolder) {
  mkdirSync(folder, { recursive: true });
  const lockFile = join(folder, 'set-up.lock');
  for (let waits = 0; !takeLock(lockFile); waits += 1) {
    if (waits === 5) say('Waiting for another set-up of this folder to end');
    await delay(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/** @param {string} lockFile @returns {boolean} */
function takeLock(lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const holder = holderOf(lockFile);
  if (holder === undefined || isAlive(holder)) return false;
  // Renaming is the step that only one of several waiting set-ups can win.
  const aside = `${lockFile}.${process.pid}`;
  try {
    renameSync(lockFile, aside);
    // Between the look and the renaming another one may have been faster: then this is its lock, and it gets it back.
    if (holderOf(aside) === holder) rmSync(aside);
    else renameSync(aside, lockFile);
  } catch {
    // Another one took it over.
    return false;
  }
  return takeLock(lockFile);
}

/**
 * @param {string} file
 * @returns {number | undefined} undefined while its holder is still writing or has let go
 */
function holderOf(file) {
  try {
    const text = readFileSync(file, 'utf8');
    const isFresh = Date.now() - statSync(file).mtimeMs < 5000;
    // A holder that was killed before it could write its number has left an empty file.
    return text === '' && isFresh ? undefined : Number(text);
  } catch {
    return undefined;
  }
}
