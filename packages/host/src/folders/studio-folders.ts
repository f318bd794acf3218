import type { StudioFolder } from '@videoexpress/job-schema';
import type { Folders } from './folders.ts';

/** The folders that a person may want to find, in the order of how likely that is. */
export function studioFolders(folders: Folders): readonly Omit<StudioFolder, 'bytes'>[] {
  return [
    { id: 'media', label: 'Clips and pictures', path: folders.media },
    { id: 'data', label: 'Library and database', path: folders.data },
    { id: 'quarantine', label: 'Files that were no valid video', path: folders.quarantine },
    { id: 'logs', label: 'Logs', path: folders.logs },
    { id: 'state', label: 'State of this machine', path: folders.state },
    { id: 'config', label: 'Configuration', path: folders.config },
  ];
}
