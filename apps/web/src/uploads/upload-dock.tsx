'use client';

import dynamic from 'next/dynamic';
import { useUploads } from './upload-store.ts';

const UploadPanel = dynamic(async () => (await import('./upload-panel.tsx')).UploadPanel, { ssr: false });

/** The place of the upload panel in the shell; the panel itself is loaded with the first file. */
export function UploadDock() {
  return useUploads().length === 0 ? null : <UploadPanel />;
}
