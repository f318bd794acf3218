import { sentenceOf } from '../api/call-failure.ts';
import { api } from '../api/client.ts';
import { showToast } from '../toasts/toast-store.ts';

/** Ends this browser's session, in all its tabs. The page then says how to come back in. */
export async function logOut(): Promise<void> {
  const answer = await api.call('logout', {});
  if (answer.ok) window.location.reload();
  else showToast({ text: sentenceOf(answer.error), tone: 'negative' });
}
