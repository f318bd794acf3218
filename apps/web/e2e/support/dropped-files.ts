import type { Page } from '@playwright/test';

/** A file as a test drops it. */
export interface DroppedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Holds files over the page. What is given back lets go of them. */
export async function holdFilesOver(page: Page, files: readonly DroppedFile[]): Promise<() => Promise<void>> {
  const plain = files.map(({ name, content }) => ({ name, base64: content.toString('base64') }));
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, plain);
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  return () => page.dispatchEvent('body', 'drop', { dataTransfer });
}

/** Drops files on the page, all at once. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  await (await holdFilesOver(page, files))();
}
