'use client';

import { useEffect, useEffectEvent, useState } from 'react';

function carriesFiles(drag: DragEvent): boolean {
  return drag.dataTransfer?.types.includes('Files') === true;
}

/**
 * Takes a file that is dropped anywhere on the page; a drop beside the target would else make the browser leave the page.
 * True while a file is held over it.
 */
export function usePictureDrop(onFile: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const onDrop = useEffectEvent((drop: DragEvent) => {
    const file = drop.dataTransfer?.files[0];
    if (file !== undefined) onFile(file);
  });
  useEffect(() => {
    const over = (drag: DragEvent) => {
      if (!carriesFiles(drag)) return;
      drag.preventDefault();
      setIsOver(true);
    };
    const leave = (drag: DragEvent) => {
      // Leaving the window has no element to go to; moving between elements does.
      if (drag.relatedTarget === null) setIsOver(false);
    };
    const drop = (dropped: DragEvent) => {
      if (!carriesFiles(dropped)) return;
      dropped.preventDefault();
      setIsOver(false);
      onDrop(dropped);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
