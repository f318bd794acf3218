/** What the file dialog offers first; the daemon decides by content. */
export const acceptedFiles =
  'image/png,image/jpeg,image/webp,image/avif,image/gif,video/mp4,video/quicktime,video/webm,.mkv';

/** Opens the system's dialog and gives back what was chosen; nothing where a person thought otherwise. */
export function chooseFiles(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = acceptedFiles;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
