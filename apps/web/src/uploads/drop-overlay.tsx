'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { carriesFiles, droppedFiles } from './dropped-files.ts';

interface DropOverlayProps {
  /** Called with what was dropped, or pasted, anywhere on the page. */
  readonly onFiles: (files: readonly File[]) => void;
  readonly label?: string;
}

/**
 * Takes files that are dropped anywhere on the page, or pasted, and says so while they are held over it. Without it, a
 * drop would make the browser leave the page.
 */
export function DropOverlay({ onFiles, label = 'Drop files to add them' }: DropOverlayProps) {
  const isOver = useFileDrops(onFiles);
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-surface-0/80 p-4">
      <div className="grid size-full place-items-center rounded-2 border-2 border-dashed border-line-control">
        <p className="rounded-2 border border-line bg-surface-2 px-4 py-3 text-title font-semibold shadow-pop">
          {label}
        </p>
      </div>
    </div>
  );
}

/** True while files are held over the page. */
function useFileDrops(onFiles: DropOverlayProps['onFiles']): boolean {
  const [isOver, setIsOver] = useState(false);
  const give = useEffectEvent((files: readonly File[]) => {
    if (files.length > 0) onFiles(files);
  });
  useEffect(() => {
    const over = (drag: DragEvent) => {
      if (!carriesFiles(drag.dataTransfer)) return;
      drag.preventDefault();
      setIsOver(true);
    };
    const leave = (drag: DragEvent) => {
      // Leaving the window has no element to go to; moving between elements does.
      if (drag.relatedTarget === null) setIsOver(false);
    };
    const drop = (dropped: DragEvent) => {
      if (!carriesFiles(dropped.dataTransfer)) return;
      dropped.preventDefault();
      setIsOver(false);
      void droppedFiles(dropped.dataTransfer).then(give);
    };
    const paste = (pasted: ClipboardEvent) => {
      const files = [...(pasted.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      pasted.preventDefault();
      give(files);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, []);
  return isOver;
}
