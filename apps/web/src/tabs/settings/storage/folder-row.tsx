'use client';

import type { StudioFolder } from '@videoexpress/job-schema';
import { Copy, FolderOpen } from 'lucide-react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { IconButton } from '../../../parts/button.tsx';
import { copyText } from '../../../parts/copy-text.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { formatBytes } from '../../../words/file-size.ts';

async function show(folder: StudioFolder): Promise<void> {
  const answer = await api.call('revealFolder', { params: { id: folder.id } });
  if (!answer.ok) showToast({ text: sentenceOf(answer.error), tone: 'negative' });
}

/** A folder of the studio: what lies there, where it is, how large it has grown. */
export function FolderRow({ folder }: { folder: StudioFolder }) {
  const { label, path, bytes } = folder;
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      <div className="grid min-w-0 flex-1">
        <span className="flex gap-3">
          <span className="font-medium">{label}</span>
          <span className="ml-auto shrink-0 text-meta text-text-2">{bytes === null ? '' : formatBytes(bytes)}</span>
        </span>
        <span className="text-meta break-all text-text-3">{path}</span>
      </div>
      <div className="-mr-2 flex">
        <IconButton label={`Copy the path of ${label}`} onClick={() => void copyText(path, 'Path copied.')}>
          <Copy aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
        <IconButton label={`Show ${label} in the file manager`} onClick={() => void show(folder)}>
          <FolderOpen aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
    </li>
  );
}
