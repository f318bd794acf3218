import { openAsBlob, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { err, ok, type AssetId, type Result } from '@videoexpress/job-schema';
import type { DaemonLink } from '../daemon-link/link.ts';
import { callFailure, usageFailure, type Failure } from '../failure.ts';

/** Whether `--image` names a file at all, found out before a daemon is started for it. */
export function checkImageFile(cwd: string, file: string): Result<string, Failure> {
  const path = resolve(cwd, file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return err(imageFailure(`There is no file ${path}.`));
  return found.isFile() ? ok(path) : err(imageFailure(`${path} is not a file.`));
}

/** Puts the picture in the library. What is wrong with it is said of `--image`. */
export async function uploadImage(link: DaemonLink, path: string): Promise<Result<AssetId, Failure>> {
  const form = new FormData();
  try {
    form.set('file', await openAsBlob(path), basename(path));
  } catch (cause) {
    return err(imageFailure(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`));
  }
  const uploaded = await link.client.call('createAsset', { form });
  if (!uploaded.ok) {
    const failure = callFailure(uploaded.error);
    const said = failure.errors?.map(({ message }) => message) ?? [failure.message];
    const errors = said.map((message) => ({ path: '--image', message }));
    return err({ ...failure, message: `--image: ${said.join(' ')}`, errors });
  }
  const asset = uploaded.value.body;
  return asset.type === 'image' ? ok(asset.id) : err(imageFailure(`${path} is no picture but ${asset.type}.`));
}

function imageFailure(message: string): Failure {
  return { ...usageFailure(`--image: ${message}`), exitCode: exitCodes.usage, code: 'invalid_input' };
}
