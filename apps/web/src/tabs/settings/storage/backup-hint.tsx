'use client';

import { Copy } from 'lucide-react';
import { IconButton } from '../../../parts/button.tsx';
import { copyText } from '../../../parts/copy-text.ts';

const command = 'videoexpress backup studio.zip --media';

/** How everything is copied to one file: on the command line, since a browser would leave it where others may read it. */
export function BackupHint() {
  return (
    <div className="flex items-center gap-3 px-4 py-3">
      <div className="grid min-w-0 flex-1 gap-1">
        <span className="font-medium">Back up now</span>
        <span className="text-meta text-text-2">
          Copies the library and everything you set to one file, while the studio runs. Keys are not in it.
        </span>
        <code className="text-meta break-all text-text-2">{command}</code>
      </div>
      <div className="-mr-2 flex">
        <IconButton label="Copy the backup command" onClick={() => void copyText(command, 'Command copied.')}>
          <Copy aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
    </div>
  );
}
