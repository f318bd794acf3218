'use client';

import type { Asset, Job } from '@videoexpress/job-schema';
import {
  Camera,
  Copy,
  Download,
  ExternalLink,
  FolderOpen,
  FastForward,
  Globe,
  ImageUp,
  Library,
  Link2,
  type LucideIcon,
  RefreshCw,
  Send,
  Shuffle,
  Sparkles,
  Star,
  Trash2,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCommands } from '../../commands/command-registry.ts';
import { handToGenerate } from '../../handover/generate-handover.ts';
import { useAssetActions } from '../../library/asset-actions.ts';
import { useAssetUses } from '../../library/asset-uses.ts';
import { publishHref } from '../../publishing/publish-href.ts';
import { copyText } from '../../parts/copy-text.ts';
import { frameFile, lastFrame } from '../../player/frame-file.ts';
import { jobPath } from '../../queue/job-link.tsx';
import { showToast } from '../../toasts/toast-store.ts';
import { jobTitle } from '../../words/job-words.ts';
import { draftStore } from './draft-store.ts';
import { sendStartImage } from './start-image.ts';

/** Something that can be done with the clip on the stage. */
export interface Deed {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string;
  readonly run: () => void;
}

/** Shorter sides below this are drafts, which can be made once more in full. */
const fullSide = 480;

function isDraft({ width, height }: Asset): boolean {
  return width !== undefined && height !== undefined && Math.min(width, height) < fullSide;
}

const isNarrow = '(max-width: 767px)';

/** For a clip that lies in a public bucket. */
function publicLinkDeeds({ remoteUrl }: Asset): readonly Deed[] {
  if (remoteUrl === undefined) return [];
  const said = 'Public link copied. Anyone who has it can open the clip.';
  return [
    { id: 'copy_public_link', label: 'Copy public link', icon: Globe, run: () => void copyText(remoteUrl, said) },
    {
      id: 'open_public_link',
      label: 'Open public link',
      icon: ExternalLink,
      run: () => void window.open(remoteUrl, '_blank', 'noopener,noreferrer'),
    },
  ];
}

/** What can be done with a job's clip, by button, key and palette. Without the asset, what needs no file. */
export function useClipDeeds(job: Job, asset: Asset | undefined, frame: () => number): readonly Deed[] {
  const actions = useAssetActions();
  const uses = useAssetUses();
  const router = useRouter();
  const toForm = () => {
    if (window.matchMedia(isNarrow).matches) router.push('/');
  };
  const refill = (how: 'remix' | 'reproduce') => () => {
    const { kind, engine, input } = job;
    handToGenerate({ how, settings: { kind, engine, input } });
    toForm();
  };
  const frameToForm = async (clip: Asset) => {
    const before = draftStore.get();
    const at = frame();
    const file = await frameFile(clip, at);
    if (file === null) return void showToast({ text: 'The frame could not be read.', tone: 'negative' });
    toForm();
    await sendStartImage(file, { name: file.name.replace(/\.png$/, ''), sourceAssetId: clip.id });
    if (draftStore.get().image === before.image) return;
    showToast({
      text: `Frame ${at + 1} is the start image.`,
      action: { label: 'Undo', run: () => draftStore.set(before) },
    });
  };

  const extend = async (clip: Asset) => {
    const file = await frameFile(clip, lastFrame(clip));
    const { uploadFile } = await import('../../uploads/upload-file.ts');
    const sent =
      file === null ? null : await uploadFile(file, { name: file.name.replace(/\.png$/, ''), sourceAssetId: clip.id });
    if (sent?.ok !== true)
      return void showToast({ text: 'The last frame could not be taken. Try again.', tone: 'negative' });
    const { kind, engine, input } = job;
    handToGenerate({ how: 'extend', settings: { kind, engine, input }, image: sent.value.id });
    toForm();
  };
  const finish = () => {
    const { kind, engine, input } = job;
    handToGenerate({ how: 'finish', settings: { kind, engine, input } });
    toForm();
  };

  const always: readonly Deed[] = [
    { id: 'remix', label: 'Remix', icon: Shuffle, keys: 'R', run: refill('remix') },
    { id: 'reproduce', label: 'Reproduce', icon: RefreshCw, keys: 'Shift+R', run: refill('reproduce') },
  ];
  const settings: readonly Deed[] = [
    {
      id: 'copy_settings',
      label: 'Copy settings',
      icon: Copy,
      run: () => {
        const { kind, engine, input } = job;
        void copyText(JSON.stringify({ kind, engine, input }, null, 2), 'Settings copied.');
      },
    },
    {
      id: 'copy_link',
      label: 'Copy link',
      icon: Link2,
      run: () => void copyText(window.location.origin + jobPath(job.id), 'Link copied.'),
    },
  ];
  const withFile = (clip: Asset): readonly Deed[] => [
    { id: 'extend', label: 'Extend', icon: FastForward, keys: 'E', run: () => void extend(clip) },
    ...(isDraft(clip) ? [{ id: 'finish', label: 'Finish in HD', icon: Sparkles, keys: 'H', run: finish }] : []),
    { id: 'input', label: 'Use as input', icon: ImageUp, keys: 'U', run: () => void frameToForm(clip) },
    {
      id: 'save_frame',
      label: 'Save frame',
      icon: Camera,
      keys: 'Shift+S',
      run: () => void uses.saveFrame(clip, frame()),
    },
    { id: 'publish', label: 'Publish', icon: Send, run: () => router.push(publishHref(clip.id)) },
    {
      id: 'star',
      label: clip.favourite ? 'Take the star off' : 'Star',
      icon: Star,
      keys: 'S',
      run: () => void actions.setFavourite(clip, !clip.favourite),
    },
    { id: 'reveal', label: 'Show in folder', icon: FolderOpen, run: () => void actions.reveal(clip) },
    { id: 'download', label: 'Download', icon: Download, keys: 'D', run: () => actions.download(clip) },
    ...publicLinkDeeds(clip),
    { id: 'library', label: 'Show in Library', icon: Library, run: () => router.push(`/assets/${clip.id}`) },
  ];
  const remove = (clip: Asset): readonly Deed[] => [
    { id: 'delete', label: 'Delete', icon: Trash2, keys: 'Delete', run: () => void actions.remove([clip]) },
  ];
  const isThere = asset !== undefined && asset.deletedAt === undefined;
  const deeds = isThere ? [...always, ...withFile(asset), ...settings, ...remove(asset)] : [...always, ...settings];
  useCommands(
    deeds.map(({ id, label, keys, run }) => ({
      id: `clip.${id}`,
      label: `${label}: ${jobTitle(job).slice(0, 40)}`,
      group: 'do',
      ...(keys === undefined ? {} : { keys }),
      run,
    })),
  );
  return deeds;
}
