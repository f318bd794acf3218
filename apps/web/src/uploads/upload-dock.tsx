'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import { carriesFiles } from './dropped-files.ts';
import { useUploads } from './upload-store.ts';

const UploadPanel = dynamic(async () => (await import('./upload-panel.tsx')).UploadPanel, { ssr: false });

/** Where no tab takes a dropped file, the browser would leave the page and open it. */
function holdPage(drag: DragEvent): void {
  if (carriesFiles(drag.dataTransfer)) drag.preventDefault();
}

/** The place of the upload panel in the shell; the panel itself is loaded with the first file. */
export function UploadDock() {
  useEffect(() => {
    window.addEventListener('dragover', holdPage);
    window.addEventListener('drop', holdPage);
    return () => {
      window.removeEventListener('dragover', holdPage);
      window.removeEventListener('drop', holdPage);
    };
  }, []);
  return useUploads().length === 0 ? null : <UploadPanel />;
}
