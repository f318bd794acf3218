import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { err, type EngineDescription } from '@videoexpress/job-schema';
import type { RenderEngine, RenderRequest, SubmitError } from '@videoexpress/studio';

/**
 * The worst engine there could be: whatever it is asked, it quotes every secret it can get hold of, in its answers and in
 * its exceptions. The first word of the prompt chooses how it fails. `valuesFile` is a JSON list, outside of the studio.
 */
export function createQuotingEngine(valuesFile: string, like: EngineDescription): RenderEngine {
  const quote = (): string => {
    const values: unknown = JSON.parse(readFileSync(valuesFile, 'utf8'));
    const all = Array.isArray(values) ? values.map(String) : [];
    return all
      .map(
        (each) => `${each} ${JSON.stringify({ authorization: each })} ${basic(each)} ?key=${encodeURIComponent(each)}`,
      )
      .join('\n');
  };
  const failure = (): SubmitError => ({ code: 'rejected', detail: quote(), userMessage: `It said: ${quote()}` });
  const unreachable = () => err({ code: 'unreachable', detail: quote() } as const);

  return {
    description: { ...like, id: 'quoting', label: 'Quoting', notice: 'It quotes what it should not.', embedded: false },
    // Its own unreachable attempts keep their slots: there are enough for all that a test submits.
    maxConcurrent: 40,
    configure: () => undefined,
    health: async () => ({
      id: 'quoting',
      label: 'Quoting',
      status: 'down',
      latencyMs: null,
      detail: quote(),
      fix: quote(),
    }),
    test: async () => {
      throw new Error(`The test failed: ${quote()}`);
    },
    async submit(request) {
      switch (wordOf(request)) {
        case 'reject':
          return err(failure());
        case 'throw':
          throw new Error(`fetch failed for ${quote()}`, { cause: new Error(quote()) });
        case 'die':
          // Once: the next daemon takes the job up again.
          if (existsSync(`${valuesFile}.died`)) return err(failure());
          writeFileSync(`${valuesFile}.died`, '');
          // Nobody waits for this one: it ends the whole daemon, and its last words are for boot.log.
          setImmediate(() => {
            throw new Error(`The client broke: ${quote()}`);
          });
          return { ok: true, value: { remoteId: request.attemptId } };
        default:
          return { ok: true, value: { remoteId: `${wordOf(request)} ${request.attemptId}` } };
      }
    },
    adopt: async () => ({ ok: true, value: null }),
    async poll({ remoteId }) {
      if (remoteId.startsWith('unreachable')) return unreachable();
      if (remoteId.startsWith('crash')) throw new TypeError(`Cannot read ${quote()}`);
      const state = remoteId.startsWith('crashed') ? 'crashed' : 'failed';
      if (state === 'crashed') return { ok: true, value: { state, detail: quote() } };
      return {
        ok: true,
        value: { state, code: 'input_rejected', detail: quote(), userMessage: quote(), billed: false },
      };
    },
    cancel: async () => unreachable(),
    retrieve: async () => unreachable(),
    release: async () => undefined,
    close: async () => undefined,
  };
}

function basic(value: string): string {
  return `Basic ${Buffer.from(`user:${value}`).toString('base64')}`;
}

function wordOf({ input }: RenderRequest): string {
  return String(input['prompt']).split(' ')[0] ?? '';
}
