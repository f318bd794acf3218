import { err, ok, type Result } from '@videoexpress/job-schema';
import type { CaptionFault, CaptionOrder, CaptionWriter, RawCaption, SecretReader } from '@videoexpress/studio';
import type { GoogleGenAI } from '@google/genai';
import { z } from 'zod';
import { geminiFault } from './gemini-faults.ts';
import { captionInput, captionInstructions, captionSchema, readCaptions } from './model-order.ts';
import { providerAddress } from './provider-address.ts';

const ownAddress = 'https://generativelanguage.googleapis.com';
/** With room for a model that thinks before it writes. */
const mostTokens = 8_000;
/** More models than anyone has. */
const mostModels = 1_000;

const refusals = new Set(['SAFETY', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII', 'RECITATION', 'IMAGE_SAFETY']);

/** Gemini, through Google's own SDK, which is loaded with the first use. `address`: GEMINI_BASE_URL, null where it is not set. */
export function createGeminiWriter({
  secrets,
  address,
}: {
  readonly secrets: SecretReader;
  readonly address: string | null;
}): CaptionWriter {
  async function ask<T>(
    call: (client: GoogleGenAI) => Promise<Result<T, CaptionFault>>,
  ): Promise<Result<T, CaptionFault>> {
    const apiKey = await secrets.read('GEMINI_API_KEY');
    if (apiKey === null) return err({ code: 'no_key', detail: 'no key' });
    const baseUrl = providerAddress(ownAddress, address);
    if (!baseUrl.ok) return baseUrl;
    const sdk = await import('@google/genai');
    // Whatever is left out, it would look for in the environment: another key, another version, Google Cloud instead.
    const client = new sdk.GoogleGenAI({
      apiKey,
      vertexai: false,
      apiVersion: 'v1beta',
      httpOptions: { baseUrl: baseUrl.value },
    });
    try {
      return await call(client);
    } catch (cause) {
      return err(geminiFault(sdk, cause));
    }
  }

  return {
    provider: 'gemini',
    hasKey: async () => (await secrets.read('GEMINI_API_KEY')) !== null,

    write: (order, signal) =>
      ask(async (client) => {
        const answer = await client.models.generateContent({
          model: order.model,
          contents: captionInput(order.facts),
          config: {
            abortSignal: signal,
            systemInstruction: captionInstructions,
            maxOutputTokens: mostTokens,
            responseMimeType: 'application/json',
            responseJsonSchema: captionSchema(order.services),
          },
        });
        return textOf(answer, order);
      }),

    models: (signal) =>
      ask(async (client) => {
        const ids: string[] = [];
        const pages = await client.models.list({ config: { abortSignal: signal, pageSize: 200, queryBase: true } });
        for await (const { name } of pages) {
          if (name !== undefined) ids.push(name.replace(/^models\//, ''));
          if (ids.length >= mostModels) break;
        }
        return ok(ids);
      }),
  };
}

/** As much of an answer as is read. The SDK passes on whatever came, and a proxy may be in between. */
const answerSchema = z.object({
  candidates: z
    .array(
      z.looseObject({
        finishReason: z.string().nullish(),
        content: z
          .looseObject({
            parts: z.array(z.looseObject({ text: z.string().nullish(), thought: z.boolean().nullish() })).nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  promptFeedback: z.looseObject({ blockReason: z.string().nullish() }).nullish(),
});

function textOf(answer: unknown, order: CaptionOrder): Result<readonly RawCaption[], CaptionFault> {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return err({ code: 'unreadable', detail: 'another shape of answer' });
  const candidate = parsed.data.candidates?.[0];
  const blocked = parsed.data.promptFeedback?.blockReason ?? null;
  // A prompt that is blocked has no candidates at all.
  if (candidate === undefined) {
    return err({ code: blocked === null ? 'unreadable' : 'refused', detail: blocked ?? 'no candidates' });
  }
  const finish = candidate.finishReason ?? 'STOP';
  if (refusals.has(finish)) return err({ code: 'refused', detail: finish });
  if (finish !== 'STOP') return err({ code: 'unreadable', detail: finish });
  // The SDK's own getter writes to the console where a part is no text.
  const text = (candidate.content?.parts ?? []).map((part) => (part.thought === true ? '' : (part.text ?? '')));
  return readCaptions(text.join(''), order.services);
}
