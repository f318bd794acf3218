import { openAsBlob, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { type Asset, err, maxUploadBytes, ok, type Result } from '@videoexpress/job-schema';
import { findAsset } from '../commands/assets/asset-id.ts';
import type { DaemonLink } from '../daemon-link/link.ts';
import { callFailure, type Failure, usageFailure } from '../failure.ts';

/** Where the clip of a request is, found out before a daemon is started for it. */
export type ClipSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'id'; readonly id: string };

/** A file of that name, else an id, or the end of one. */
export function locateClip(cwd: string, text: string): Result<ClipSource, Failure> {
  const path = resolve(cwd, text);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) {
    if (found.size <= maxUploadBytes) return ok({ kind: 'file', path });
    return err(unusable(`${path} is larger than ${maxUploadBytes / 1024 ** 3} GB.`));
  }
  if (found !== undefined) return err(usageFailure(`${path} is not a file.`));
  if (/^(ast_)?[0-9a-f]{4,32}$/i.test(text)) return ok({ kind: 'id', id: text });
  return err(usageFailure(`There is no file ${path}, and "${text}" is no id of a clip in the library.`));
}

/** The clip in the library: brought in where it is a file, unless the library has these very bytes already. */
export async function bringClip(link: DaemonLink, source: ClipSource): Promise<Result<Asset, Failure>> {
  const found = source.kind === 'id' ? await findAsset(link, source.id) : await importClip(link, source.path);
  if (!found.ok) return found;
  if (found.value.type === 'video') return found;
  return err(unusable(`Only clips can be published, and this is ${aType[found.value.type]}.`));
}

const aType = { video: 'a clip', image: 'a picture', audio: 'a sound', lora: 'a LoRA' } as const;

async function importClip({ client }: DaemonLink, path: string): Promise<Result<Asset, Failure>> {
  const form = new FormData();
  try {
    form.set('file', await openAsBlob(path), basename(path));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return err(unusable(`${path} cannot be read: ${detail}`));
  }
  const added = await client.call('createAsset', { form });
  if (added.ok) return ok(added.value.body);
  const failure = callFailure(added.error);
  const said = failure.errors?.map(({ message }) => message).join(' ') ?? failure.message;
  return err({ ...failure, message: `${path}: ${said}` });
}

function unusable(message: string): Failure {
  return { exitCode: exitCodes.usage, code: 'invalid_input', message };
}
