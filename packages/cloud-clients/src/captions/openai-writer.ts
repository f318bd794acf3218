import { err, ok, type Result } from '@videoexpress/job-schema';
import type { CaptionFault, CaptionOrder, CaptionWriter, RawCaption, SecretReader } from '@videoexpress/studio';
import type OpenAI from 'openai';
import { z } from 'zod';
import { captionInput, captionInstructions, captionSchema, readCaptions } from './model-order.ts';
import { openaiFault } from './openai-faults.ts';
import { providerAddress } from './provider-address.ts';

const ownAddress = 'https://api.openai.com/v1';
/** The studio's own limits are shorter; this one only keeps the client from setting its own. */
const clientMs = 120_000;
/** With room for a model that thinks before it writes. */
const mostTokens = 8_000;

/** OpenAI, through its own SDK, which is loaded with the first use. `address`: OPENAI_BASE_URL, null where it is not set. */
export function createOpenaiWriter({
  secrets,
  address,
}: {
  readonly secrets: SecretReader;
  readonly address: string | null;
}): CaptionWriter {
  async function ask<T>(call: (client: OpenAI) => Promise<Result<T, CaptionFault>>): Promise<Result<T, CaptionFault>> {
    const apiKey = await secrets.read('OPENAI_API_KEY');
    if (apiKey === null) return err({ code: 'no_key', detail: 'no key' });
    const baseURL = providerAddress(ownAddress, address);
    if (!baseURL.ok) return baseURL;
    const { default: sdk } = await import('openai');
    // Whatever is left out, it would look for in the environment.
    const client = new sdk({
      apiKey,
      baseURL: baseURL.value,
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      logLevel: 'off',
      maxRetries: 0,
      timeout: clientMs,
    });
    try {
      return await call(client);
    } catch (cause) {
      return err(openaiFault(sdk, cause));
    }
  }

  return {
    provider: 'openai',
    hasKey: async () => (await secrets.read('OPENAI_API_KEY')) !== null,

    write: (order, signal) =>
      ask(async (client) => {
        const answer = await client.responses.create(
          {
            model: order.model,
            instructions: captionInstructions,
            input: captionInput(order.facts),
            max_output_tokens: mostTokens,
            // A prompt is nobody else's business: OpenAI would keep it for 30 days.
            store: false,
            text: {
              format: { type: 'json_schema', name: 'captions', strict: true, schema: captionSchema(order.services) },
            },
          },
          { signal },
        );
        return textOf(answer, order);
      }),

    models: (signal) =>
      ask(async (client) => {
        const parsed = modelsSchema.safeParse(await client.models.list({ signal }));
        if (!parsed.success) return err({ code: 'unreadable', detail: 'another shape of list' });
        return ok(parsed.data.data.map(({ id }) => id));
      }),
  };
}

const modelsSchema = z.object({ data: z.array(z.looseObject({ id: z.string() })) });

/** As much of an answer as is read. The SDK passes on whatever came, and a proxy may be in between. */
const answerSchema = z.object({
  status: z.string().optional(),
  incomplete_details: z.looseObject({ reason: z.string().optional() }).nullish(),
  output: z.array(
    z.looseObject({
      type: z.string(),
      content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).nullish(),
    }),
  ),
});

function textOf(answer: unknown, order: CaptionOrder): Result<readonly RawCaption[], CaptionFault> {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return err({ code: 'unreadable', detail: 'another shape of answer' });
  const { status, output, incomplete_details: cutShort } = parsed.data;
  const parts = output.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []));
  const why = cutShort?.reason ?? null;
  if (parts.some(({ type }) => type === 'refusal') || why === 'content_filter') {
    return err({ code: 'refused', detail: why ?? 'refusal' });
  }
  if (status === 'failed') return err({ code: 'failed', detail: 'status failed' });
  if (status === 'incomplete') return err({ code: 'unreadable', detail: `incomplete: ${why}` });
  const text = parts.flatMap((part) => (part.type === 'output_text' ? [part.text ?? ''] : [])).join('');
  return readCaptions(text, order.services);
}
