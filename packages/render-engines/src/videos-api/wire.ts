import { z } from 'zod';

/**
 * What servers of OpenAI's Videos API say, as three of them do:
 * - openai-node 7.59.0, `src/resources/videos.ts`: the fields of a video, the four states, and that the service itself was
 *   announced to shut down on 2026-09-24. The API lives on in the servers below.
 * - vllm-omni 0.30.0, `entrypoints/openai/protocol/videos.py`, `api_server.py`, `video/generation/helpers.py`: multipart
 *   forms only; `progress` stays 0 until it is 100; the record of a failed video comes with the status of its error (400,
 *   500), not with 200; `seconds` is echoed as it was sent and decides nothing where `num_frames` is there; another model
 *   than the one it runs is refused with 400; `inference_time_s` is the time of the render.
 * - sglang 0.5.23, `multimodal_gen/runtime/entrypoints/openai/{video_api,video_progress,protocol,common_api}.py`: measured
 *   progress up to 99 while it renders; `url` where it put the clip into cloud storage, and then no content; its own fields
 *   `task_type` and `supported_task_types` of a model; no keys at all.
 * Both keep their records in memory: a restart forgets them.
 */
export const videoStates = ['queued', 'in_progress', 'completed', 'failed'] as const;

export const videoSchema = z.object({
  id: z.string().min(1).max(200),
  status: z.string(),
  progress: z.number().nullish(),
  created_at: z.number().nullish(),
  seconds: z.union([z.string(), z.number()]).nullish(),
  error: z
    .object({ code: z.union([z.string(), z.number()]).nullish(), message: z.string().nullish() })
    .nullish()
    // Some servers put the message there as it is.
    .or(z.string().transform((message) => ({ code: null, message }))),
  url: z.string().nullish(),
  inference_time_s: z.number().nonnegative().nullish(),
});
export type Video = z.infer<typeof videoSchema>;

/** Only those entries count that can be read: one odd record must not hide the others. */
export const videoListSchema = z.object({
  data: z.array(z.unknown()).transform((items) =>
    items.flatMap((item) => {
      const video = videoSchema.safeParse(item);
      return video.success ? [video.data] : [];
    }),
  ),
});

export const servedModelSchema = z.object({
  id: z.string().min(1).max(200),
  owned_by: z.string().nullish(),
  task_type: z.string().nullish(),
  supported_task_types: z.array(z.string()).nullish(),
});
export type ServedModel = z.infer<typeof servedModelSchema>;

export const modelListSchema = z.object({
  data: z.array(z.unknown()).transform((items) =>
    items.flatMap((item) => {
      const model = servedModelSchema.safeParse(item);
      return model.success ? [model.data] : [];
    }),
  ),
});

const errorBodySchema = z.union([
  // OpenAI, vLLM: {"error": {"message", "type", "param", "code"}}
  z
    .object({ error: z.object({ message: z.string(), param: z.string().nullish() }) })
    .transform(({ error }) => (typeof error.param !== 'string' ? error.message : `${error.param}: ${error.message}`)),
  // vLLM where the key is wrong: {"error": "Unauthorized"}
  z.object({ error: z.string() }).transform(({ error }) => error),
  // FastAPI: {"detail": "…"}, and for a field {"detail": [{"loc": ["body", "size"], "msg": "…"}]}
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
  z
    .object({
      detail: z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() })).min(1),
    })
    .transform(({ detail }) =>
      detail.map(({ loc, msg }) => `${loc.filter((part) => part !== 'body').join('.')}: ${msg}`).join('; '),
    ),
]);

const longestDetail = 500;

/** What an answer says went wrong, in its own words, short enough for a screen; null where it says nothing readable. */
export function errorWords(body: unknown): string | null {
  const parsed = errorBodySchema.safeParse(body);
  if (!parsed.success) return null;
  const words = parsed.data.trim();
  if (words === '') return null;
  return words.length <= longestDetail ? words : `${words.slice(0, longestDetail)}…`;
}
