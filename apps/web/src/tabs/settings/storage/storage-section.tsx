'use client';

import { useQuery } from '@tanstack/react-query';
import type { LibrarySummary, Settings } from '@videoexpress/job-schema';
import { call } from '../../../api/client.ts';
import { useAbout } from '../about-query.ts';
import { formatBytes } from '../../../words/file-size.ts';
import { SectionCard } from '../parts/section-card.tsx';
import { FolderRow } from './folder-row.tsx';
import { BackupHint } from './backup-hint.tsx';
import { ObjectStorage } from './object-storage.tsx';
import { HistoryDays, OtherRetention, TrashDays } from './retention.tsx';

/** What the library and its trash take, and what is left on the disk. */
function DiskUse({ summary }: { summary: LibrarySummary }) {
  const { total, trash, disk } = summary;
  const facts = [
    ['Library', filesText(total)],
    ['Trash', filesText(trash)],
    ['Free on this disk', `${formatBytes(disk.freeBytes)} of ${formatBytes(disk.totalBytes)}`],
  ] as const;
  return (
    <dl className="grid gap-1 px-4 py-3">
      {facts.map(([name, amount]) => (
        <div key={name} className="flex gap-3">
          <dt>{name}</dt>
          <dd className="ml-auto text-meta text-text-2">{amount}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where everything lies, what it takes, and how long it is kept. */
export function StorageSection({ settings }: { settings: Settings }) {
  const about = useAbout();
  const summary = useQuery({
    queryKey: ['settings-disk-use'],
    queryFn: async ({ signal }) => (await call('getLibrary', { signal })).body,
    refetchOnMount: 'always',
  }).data;
  return (
    <SectionCard id="storage" title="Storage">
      {summary === undefined ? null : <DiskUse summary={summary} />}
      <TrashDays trashDays={settings.trashDays} />
      <HistoryDays historyDays={settings.historyDays} />
      <OtherRetention settings={settings} />
      <ObjectStorage place={settings.objectStorage} outside={about?.outside ?? []} />
      <BackupHint />
      <ul aria-label="Folders" className="divide-y divide-line">
        {(about?.folders ?? []).map((folder) => (
          <FolderRow key={folder.id} folder={folder} />
        ))}
      </ul>
    </SectionCard>
  );
}

function filesText({ count, bytes }: { readonly count: number; readonly bytes: number }): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}, ${formatBytes(bytes)}`;
}
