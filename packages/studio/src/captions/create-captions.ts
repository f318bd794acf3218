import {
  type Asset,
  type CaptionProvider,
  captionProviders,
  type CaptionSettings,
  err,
  ok,
  type Result,
  type ServiceHealth,
  type SuggestedPosts,
  type SuggestPostsRequest,
} from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { AssetStore } from '../library/asset-store.ts';
import type { Log } from '../log.ts';
import type { Refusal } from '../refusal.ts';
import { captionRefusal, captionWords } from './caption-refusals.ts';
import type { CaptionFacts, CaptionFault, CaptionTest, CaptionWriter } from './caption-writer.ts';
import { fitCaption } from './fit-caption.ts';

/** Long enough for a model that thinks first; a person waits for it. */
const writeMs = 60_000;
const testMs = 15_000;
/** A provider that is overloaded is asked once more, where it wants no longer wait than this. */
const againMs = 2_000;

/** Titles, texts and tags that a language model suggests, by the person's own key. */
export interface Captions {
  /** Asks a provider, once. Nothing is kept of what it wrote. */
  suggest(request: SuggestPostsRequest, signal: AbortSignal): Promise<Result<SuggestedPosts, Refusal>>;
  /** Asks a provider for its models, which costs nothing. */
  test(provider: CaptionProvider, signal: AbortSignal): Promise<CaptionTest>;
}

export interface CaptionsDeps {
  readonly captionWriters: readonly CaptionWriter[];
  readonly assets: Pick<AssetStore, 'get'>;
  readonly settings: { current(): { readonly captions: CaptionSettings } };
  readonly clock: Clock;
  readonly log: Log;
  /** Aborted when the daemon stops. */
  readonly stop: AbortSignal;
}

export function createCaptions(deps: CaptionsDeps): Captions & {
  /** One light a provider. Asks nobody: it says whether there is a key, and how the last use of it went. */
  readonly lights: readonly { readonly id: string; readonly label: string; ask(): Promise<ServiceHealth> }[];
  /** A key was changed: what is known of how it went is no longer true. */
  keyChanged(): void;
} {
  const { captionWriters: writers, clock, log } = deps;
  const settings = () => deps.settings.current().captions;
  /** How the last use of each went; null: well. */
  const lastUse = new Map<CaptionProvider, CaptionFault | null>();

  const modelOf = (provider: CaptionProvider): string => {
    const { openaiModel, geminiModel } = settings();
    return provider === 'openai' ? openaiModel : geminiModel;
  };

  /** The writer that is wished for, or that has a key; the reason where there is none. */
  async function choose(wished: CaptionProvider | 'auto'): Promise<Result<CaptionWriter, Refusal>> {
    for (const writer of writers) {
      if ((wished === 'auto' || writer.provider === wished) && (await writer.hasKey())) return ok(writer);
    }
    if (wished !== 'auto') return err(captionRefusal(wished, { code: 'no_key', detail: 'no key' }, ''));
    return err({
      code: 'captions_no_key',
      detail: 'Suggestions need a key of your own for OpenAI or Gemini. Put one under Settings, Keys.',
    });
  }

  /** Runs a call that ends after `limitMs` at the latest. */
  async function limited<T>(
    limitMs: number,
    signal: AbortSignal,
    call: (signal: AbortSignal) => Promise<Result<T, CaptionFault>>,
  ): Promise<Result<T, CaptionFault>> {
    const tooLate = new AbortController();
    const callOff = clock.after(limitMs, () => tooLate.abort());
    try {
      return await call(AbortSignal.any([signal, deps.stop, tooLate.signal]));
    } finally {
      callOff();
    }
  }

  async function write(writer: CaptionWriter, order: Parameters<CaptionWriter['write']>[0], signal: AbortSignal) {
    const first = await writer.write(order, signal);
    if (first.ok || first.error.code !== 'overloaded' || signal.aborted) return first;
    const waitMs = (first.error.retryAfterSeconds ?? 1) * 1000;
    if (waitMs > againMs) return first;
    await passed(clock, waitMs, signal);
    return signal.aborted ? first : writer.write(order, signal);
  }

  return {
    async suggest({ assetId, services, hint, provider }, signal) {
      const asset = await deps.assets.get(assetId);
      if (asset === null) return err({ code: 'not_found', detail: 'There is no asset with this id.' });
      const facts = factsOf(asset, hint);
      if (facts.prompt === null && facts.hint === null) return err(nothingToGoBy);
      const chosen = await choose(provider ?? settings().provider);
      if (!chosen.ok) return chosen;
      const writer = chosen.value;
      const model = modelOf(writer.provider);
      const startedMs = clock.monotonic();
      const order = { services, facts, model };
      const written = await limited(writeMs, signal, (limit) => write(writer, order, limit));
      const milliseconds = Math.round(clock.monotonic() - startedMs);
      // Who goes away learns nothing of the provider.
      if (!signal.aborted) lastUse.set(writer.provider, written.ok ? null : written.error);
      if (!written.ok) {
        const { code, detail } = written.error;
        log.warn({ provider: writer.provider, model, code, detail, milliseconds }, 'No caption was suggested');
        return err(captionRefusal(writer.provider, written.error, model));
      }
      log.info({ provider: writer.provider, model, milliseconds }, 'A caption was suggested');
      const suggestions = services.flatMap((service) => {
        const raw = written.value.find((each) => each.service === service);
        return raw === undefined ? [] : [fitCaption(raw)];
      });
      return ok({ provider: writer.provider, model, suggestions });
    },

    async test(provider, signal) {
      const writer = writers.find((each) => each.provider === provider);
      const startedMs = clock.monotonic();
      const seconds = () => (clock.monotonic() - startedMs) / 1000;
      const model = modelOf(provider);
      const found: Result<readonly string[], CaptionFault> =
        writer === undefined || !(await writer.hasKey())
          ? err({ code: 'no_key', detail: 'no key' })
          : await limited(testMs, signal, (limit) => writer.models(limit));
      const result = found.ok && !found.value.includes(model) ? err(noModel) : found;
      if (found.ok || found.error.code !== 'no_key') lastUse.set(provider, result.ok ? null : result.error);
      if (!result.ok) {
        const { what, fix } = captionWords(provider, result.error, model);
        return { works: false, seconds: seconds(), detail: what, fix };
      }
      const detail = `${captionProviders[provider]} takes the key, and has the model “${model}”. Nothing was spent.`;
      return { works: true, seconds: seconds(), detail, fix: null };
    },

    lights: writers.map((writer) => {
      const { provider } = writer;
      const label = captionProviders[provider];
      const base = { id: provider, label, latencyMs: null } as const;
      return {
        id: provider,
        label,
        async ask(): Promise<ServiceHealth> {
          if (!(await writer.hasKey())) {
            return {
              ...base,
              status: 'not_configured',
              detail: 'No key. Captions are not suggested by it.',
              fix: null,
            };
          }
          const last = lastUse.get(provider);
          if (last === undefined)
            return { ...base, status: 'ok', detail: 'A key is set. It was not tried yet.', fix: null };
          if (last === null) return { ...base, status: 'ok', detail: 'The last use of the key went well.', fix: null };
          const { what, fix } = captionWords(provider, last, modelOf(provider));
          return { ...base, status: 'degraded', detail: what, fix };
        },
      };
    }),

    keyChanged: () => lastUse.clear(),
  };
}

const noModel: CaptionFault = { code: 'no_model', detail: 'not in the list of models' };

const nothingToGoBy: Refusal = {
  code: 'invalid_input',
  detail: 'hint: This clip has no prompt. Say in a few words what it shows.',
  errors: [{ path: 'hint', message: 'This clip has no prompt. Say in a few words what it shows.' }],
};

function factsOf({ origin, durationSeconds, width, height }: Asset, hint: string | undefined): CaptionFacts {
  const prompt = origin?.prompt?.trim() ?? '';
  return {
    prompt: prompt === '' ? null : prompt,
    hint: hint === undefined || hint === '' ? null : hint,
    durationSeconds: durationSeconds ?? null,
    shape: width === undefined || height === undefined ? null : shapeOf(width, height),
  };
}

function shapeOf(width: number, height: number): CaptionFacts['shape'] {
  if (width === height) return 'square';
  return width > height ? 'landscape' : 'portrait';
}

function passed(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.after(ms, resolve);
    signal.addEventListener('abort', () => {
      callOff();
      resolve();
    });
  });
}
