import { findRunningDaemon, type Folders, plainText, readToken } from '@videoexpress/host';
import { linkTo } from '../daemon-link/link.ts';
import type { Door } from './supervise-worker.ts';
import { addressFromHere } from './worker-way.ts';

const answerWithinMs = 3000;

/** The listener of the studio on this machine: where it is comes from the studio, the token from its file, both afresh each time. */
export function localDoor(folders: Folders): () => Promise<Door> {
  return async () => {
    const daemon = await findRunningDaemon(folders, { timeoutMs: answerWithinMs });
    if (daemon.state === 'not_answering')
      return closed(`The studio (process ${daemon.pids.join(', ')}) does not answer. Waiting for it.`);
    if (daemon.state !== 'running')
      return closed(
        'Waiting for the studio, which is not running. Start it with: videoexpress start --worker-listen 127.0.0.1:8124',
      );
    const listed = await linkTo(daemon).client.call('listWorkers', { signal: AbortSignal.timeout(answerWithinMs) });
    if (!listed.ok) return closed('The studio does not say where workers come in. Waiting for it.');
    const { state, address, detail } = listed.value.body.listener;
    if (state === 'off')
      return closed(
        'Waiting to be let in: nothing listens for workers. Let them in with: videoexpress config set engines.own-gpu.listen 127.0.0.1:8124',
      );
    if (state === 'failed')
      return closed(
        `Waiting to be let in: ${plainText(detail ?? 'the listener is not open.')} Choose another address with: videoexpress config set engines.own-gpu.listen HOST:PORT`,
      );
    const baseUrl = addressFromHere(address ?? '');
    const token = readToken(folders.workerTokenFile);
    if (baseUrl === null || token === null)
      return closed(
        'Waiting to be let in: the token for workers cannot be read. Make one with: videoexpress worker token',
      );
    return { state: 'open', way: { baseUrl, token, saysBase: false } };
  };
}

function closed(why: string): Door {
  return { state: 'closed', why };
}
