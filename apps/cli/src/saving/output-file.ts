import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { usageFailure, type Failure } from '../failure.ts';

/** What the person said of where a file goes. */
export interface OutputWish {
  /** As it was given; null for here. */
  readonly output: string | null;
  readonly overwrite: boolean;
  /** The name that the file has in a folder. */
  readonly fileName: string;
}

/** Where a file goes, settled before the work begins. */
export interface OutputPlan {
  readonly path: string;
  /** The person named no file, so a free name beside it will do as well. */
  readonly mayRename: boolean;
  readonly overwrite: boolean;
}

/** Settles it, and finds out now rather than after the work that nothing can be written there. */
export function planOutput(wish: OutputWish, cwd: string): Result<OutputPlan, Failure> {
  const named = wish.output === null ? cwd : resolve(cwd, wish.output);
  const isFolder = wish.output === null || isDirectory(named) || /[/\\]$/.test(wish.output);
  const path = isFolder ? join(named, wish.fileName) : named;
  const folder = dirname(path);
  if (!isDirectory(folder)) {
    return err(usageFailure(`There is no folder ${folder}.`, 'Make it first, or name another file with -o FILE'));
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return err(usageFailure(`Nothing can be written in ${folder}.`, 'Name a file elsewhere with -o FILE'));
  }
  if (!isFolder && existsSync(path) && !wish.overwrite) {
    return err({
      ...usageFailure(`${path} is there already.`, 'Name another file, or replace it with --force'),
      code: 'file_exists',
    });
  }
  return ok({ path, mayRename: isFolder, overwrite: wish.overwrite && !isFolder });
}

/** A name for the unfinished file, in the folder of the finished one. */
export function temporaryPathFor(path: string): string {
  return join(dirname(path), `.videoexpress-${randomBytes(6).toString('hex')}.part`);
}

/**
 * Gives the finished file its name in one step. A file that came to be there meanwhile is never overwritten unless that
 * was asked for: the next free name is taken, or the answer is null where the person insisted on the name.
 */
export function settleFile(temporary: string, plan: OutputPlan): string | null {
  if (plan.overwrite) {
    renameSync(temporary, plan.path);
    return plan.path;
  }
  const extension = extname(plan.path);
  const stem = plan.path.slice(0, plan.path.length - extension.length);
  for (let number = 1; number < 10_000; number += 1) {
    const path = number === 1 ? plan.path : `${stem} ${number}${extension}`;
    if (takeName(temporary, path)) return path;
    if (!plan.mayRename) return null;
  }
  return null;
}

/** A link fails where the name is taken, a rename would replace it. */
function takeName(temporary: string, path: string): boolean {
  try {
    linkSync(temporary, path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    // A file system without hard links, as on many USB sticks.
    if (existsSync(path)) return false;
    renameSync(temporary, path);
    return true;
  }
  rmSync(temporary, { force: true });
  return true;
}

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
