import {
  type Asset,
  type AssetId,
  type ClipSettings,
  err,
  newAssetId,
  ok,
  type ProjectId,
  type Result,
} from '@videoexpress/job-schema';
import { type Clock, isoTime } from '../clock.ts';
import type { Refusal } from '../refusal.ts';
import type { AssetChange, AssetStore } from './asset-store.ts';
import type { ClipFiles, FileError, ImportNote } from './clip-files.ts';
import { type Inspected, inspectFile } from './inspect-file.ts';
import { createOneByOne } from './one-by-one.ts';
import type { MediaTools } from './media-tools.ts';
import type { ProjectStore } from './project-store.ts';

/** A file that a person gave, and what was said with it. */
export interface FileToImport {
  readonly path: string;
  /** For people to read. */
  readonly name: string;
  /** Named where the file is refused. */
  readonly field: string;
  readonly projectId?: ProjectId | undefined;
  /** The clip that this frame was saved from. */
  readonly sourceAssetId?: AssetId | undefined;
}

export interface Imported {
  readonly asset: Asset;
  /** False where the library had these very bytes already. */
  readonly isNew: boolean;
}

export type ImportFile = (file: FileToImport, signal: AbortSignal) => Promise<Result<Imported, Refusal>>;

interface ImportDeps {
  readonly assets: AssetStore;
  readonly files: ClipFiles;
  readonly media: MediaTools;
  readonly clock: Clock;
  readonly projects: Pick<ProjectStore, 'get'>;
}

/**
 * Takes a person's picture, clip or LoRA into the library: checked by content, kept under its asset id, once. A clip or a
 * LoRA stays byte for byte as it came; a picture is made plain where it is not.
 */
export function createImportFile(deps: ImportDeps): ImportFile {
  const { assets, files, clock } = deps;
  const oneByOne = createOneByOne();

  /** A row may have outlived its file, which is back now. False where it could not be put there. */
  async function putBack(fromPath: string, path: string): Promise<boolean> {
    return (await files.exists(path)) || (await files.publish(fromPath, path)).ok;
  }

  /** The asset with these bytes, out of the trash again and with its file, or null. */
  async function known(inspected: Inspected, projectId: ProjectId | undefined): Promise<Asset | null> {
    const found = await assets.findByContent(inspected.facts.sha256);
    if (found === null) return null;
    if (!(await putBack(inspected.path, found.path))) return null;
    if (found.posterPath !== null && inspected.posterPath !== null)
      await putBack(inspected.posterPath, found.posterPath);
    const change: AssetChange = {
      ...(found.asset.deletedAt === undefined ? {} : { isTrashed: false }),
      // One that is on a shelf stays on it.
      ...(projectId === undefined || found.asset.projectId !== undefined ? {} : { projectId }),
    };
    if (Object.keys(change).length === 0) return found.asset;
    const changed = await assets.change([found.asset.id], change, clock.now());
    // Purged in this very moment: then it is new.
    return changed?.changed.includes(found.asset.id) === true ? assets.get(found.asset.id) : null;
  }

  /** Puts a checked file in its place, then its row into the database. */
  async function keep(
    file: FileToImport,
    note: ImportNote,
    id: AssetId,
    inspected: Inspected,
  ): Promise<Result<Asset, Refusal>> {
    const { facts } = inspected;
    const path = files.clipPath(note.month, `${id}.${inspected.extension}`);
    const published = await files.publish(inspected.path, path);
    if (!published.ok) return err(fileRefusal(published.error));
    const asset: Asset = {
      id,
      type: inspected.type,
      name: file.name,
      ...facts,
      warnings: [...inspected.warnings],
      favourite: false,
      createdAt: isoTime(clock.now()),
      ...(file.projectId === undefined ? {} : { projectId: file.projectId }),
      ...(file.sourceAssetId === undefined ? {} : { sourceAssetId: file.sourceAssetId }),
    };
    const settings = await withOwnInputs(inspected.settings);
    await assets.insert({ asset, path, posterPath: inspected.posterPath, settings }, clock.now());
    return ok((await assets.get(id)) ?? asset);
  }

  /** Inputs have other ids in every library: those that are here are found by their content. */
  async function withOwnInputs(settings: ClipSettings | null): Promise<ClipSettings | null> {
    if (settings === null) return null;
    const input = { ...settings.input };
    for (const [field, hash] of Object.entries(settings.inputHashes)) {
      const own = field in input ? await assets.findByContent(hash) : null;
      if (own !== null) input[field] = own.asset.id;
    }
    return { ...settings, input };
  }

  async function refusalOfWishes(file: FileToImport): Promise<Refusal | null> {
    if (file.projectId !== undefined) {
      const project = await deps.projects.get(file.projectId);
      if (project === null || project.deletedAt !== undefined) {
        return fieldRefusal('projectId', 'There is no such project.');
      }
    }
    if (file.sourceAssetId === undefined) return null;
    return (await assets.get(file.sourceAssetId)) === null
      ? fieldRefusal('sourceAssetId', 'There is no asset with this id.')
      : null;
  }

  async function take(
    file: FileToImport,
    note: ImportNote,
    id: AssetId,
    signal: AbortSignal,
  ): Promise<Result<Imported, Refusal>> {
    const partPath = files.clipPath(note.month, `${id}.part`);
    const prepared = await files.prepare(partPath);
    if (!prepared.ok) return err(fileRefusal(prepared.error));
    const paths = { sourcePath: file.path, partPath, posterPath: files.posterPath(id) };
    const inspected = await inspectFile(deps, paths, file.field, signal);
    if (!inspected.ok) return inspected;
    // Two uploads of one file must not both find that the library lacks it.
    return oneByOne(inspected.value.facts.sha256, async () => {
      const there = await known(inspected.value, file.projectId);
      if (there !== null) {
        await files.removeImport(note);
        return ok({ asset: there, isNew: false });
      }
      const kept = await keep(file, note, id, inspected.value);
      return kept.ok ? ok({ asset: kept.value, isNew: true }) : kept;
    });
  }

  return async (file, signal) => {
    const refused = await refusalOfWishes(file);
    if (refused !== null) return err(refused);
    const id = newAssetId();
    const note: ImportNote = { assetId: id, month: isoTime(clock.now()).slice(0, 7) };
    const noted = await files.noteImport(note);
    if (!noted.ok) return err(fileRefusal(noted.error));
    let isKept = false;
    try {
      const imported = await take(file, note, id, signal);
      isKept = imported.ok;
      return imported;
    } finally {
      if (!isKept) await files.removeImport(note);
      await files.forgetImport(note);
    }
  };
}

function fieldRefusal(path: string, message: string): Refusal {
  return { code: 'invalid_input', detail: `${path}: ${message}`, errors: [{ path, message }] };
}

/** What a person is told when a file cannot be written. */
function fileRefusal({ code, detail }: FileError): Refusal {
  if (code === 'disk_full') {
    return { code, detail: 'The disk with the data folder is full. Nothing was kept; free some space and try again.' };
  }
  return { code: 'media_tool_failed', detail: `The file could not be kept: ${detail}` };
}
