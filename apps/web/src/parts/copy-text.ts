import { showToast } from '../toasts/toast-store.ts';

/** Puts a text on the clipboard and says so. A page that came over plain HTTP from another machine has no clipboard. */
export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: said });
  } catch {
    showToast({ text: `This browser does not let the page copy. It is: ${text}`, tone: 'negative' });
  }
}
