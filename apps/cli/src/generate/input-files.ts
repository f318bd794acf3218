import { openAsBlob, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import {
  assetIdSchema,
  err,
  ok,
  type AssetId,
  type AssetType,
  type LoraInput,
  type Result,
} from '@videoexpress/job-schema';
import type { DaemonLink } from '../daemon-link/link.ts';
import { callFailure, usageFailure, type Failure } from '../failure.ts';
import type { GenerateRequest } from './request.ts';

/** The files of a request by their full paths, before they are in the library. */
export interface InputFiles {
  readonly image: string | null;
  readonly lastImage: string | null;
  /** A LoRA that is in the library already is its id. */
  readonly loras: readonly { readonly from: string | AssetId; readonly scale: number }[];
}

/** The same as the library knows them. */
export interface InputAssets {
  readonly image: AssetId | null;
  readonly lastImage: AssetId | null;
  readonly loras: readonly LoraInput[];
}

export const noInputAssets: InputAssets = { image: null, lastImage: null, loras: [] };

/** Whether the options name files at all, found out before a daemon is started for them. */
export function checkInputFiles(cwd: string, request: GenerateRequest): Result<InputFiles, Failure> {
  const image = request.imageFile === null ? ok(null) : checkFile(cwd, '--image', request.imageFile);
  if (!image.ok) return image;
  const lastImage = request.lastImageFile === null ? ok(null) : checkFile(cwd, '--last-image', request.lastImageFile);
  if (!lastImage.ok) return lastImage;
  const loras: { from: string | AssetId; scale: number }[] = [];
  for (const { file, scale } of request.loras) {
    const id = assetIdSchema.safeParse(file);
    const from = id.success ? ok(id.data) : checkFile(cwd, '--lora', file);
    if (!from.ok) return from;
    loras.push({ from: from.value, scale });
  }
  return ok({ image: image.value, lastImage: lastImage.value, loras });
}

/** Puts the files into the library. What is wrong with one is said of its option. */
export async function uploadInputFiles(link: DaemonLink, files: InputFiles): Promise<Result<InputAssets, Failure>> {
  const image = files.image === null ? ok(null) : await upload(link, '--image', files.image, 'image');
  if (!image.ok) return image;
  const lastImage = files.lastImage === null ? ok(null) : await upload(link, '--last-image', files.lastImage, 'image');
  if (!lastImage.ok) return lastImage;
  const loras: LoraInput[] = [];
  for (const { from, scale } of files.loras) {
    const id = assetIdSchema.safeParse(from);
    const lora = id.success ? ok(id.data) : await upload(link, '--lora', from, 'lora');
    if (!lora.ok) return lora;
    loras.push({ lora: lora.value, scale });
  }
  return ok({ image: image.value, lastImage: lastImage.value, loras });
}

function checkFile(cwd: string, option: string, file: string): Result<string, Failure> {
  const path = resolve(cwd, file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return err(fileFailure(option, `There is no file ${path}.`));
  return found.isFile() ? ok(path) : err(fileFailure(option, `${path} is not a file.`));
}

async function upload(
  link: DaemonLink,
  option: string,
  path: string,
  type: AssetType,
): Promise<Result<AssetId, Failure>> {
  const form = new FormData();
  try {
    form.set('file', await openAsBlob(path), basename(path));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return err(fileFailure(option, `${path} cannot be read: ${detail}`));
  }
  const uploaded = await link.client.call('createAsset', { form });
  if (!uploaded.ok) {
    const failure = callFailure(uploaded.error);
    const said = failure.errors?.map(({ message }) => message) ?? [failure.message];
    const errors = said.map((message) => ({ path: option, message }));
    return err({ ...failure, message: `${option}: ${said.join(' ')}`, errors });
  }
  const asset = uploaded.value.body;
  if (asset.type === type) return ok(asset.id);
  return err(fileFailure(option, `${path} is no ${type === 'image' ? 'picture' : 'LoRA'} but ${asset.type}.`));
}

function fileFailure(option: string, message: string): Failure {
  return { ...usageFailure(`${option}: ${message}`), exitCode: exitCodes.usage, code: 'invalid_input' };
}
