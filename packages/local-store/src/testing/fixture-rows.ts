import { jobStates } from '@videoexpress/job-schema';

/** Values of a row, by column. */
export type FixtureRow = Readonly<Record<string, string | number | null>>;

/** When the first of them was made: milliseconds since 1970. */
export const fixtureStartMs = Date.parse('2026-03-01T12:00:00.000Z');
const minuteMs = 60_000;

/** An id as the program makes them, and always the same. */
export function fixtureId(prefix: string, number: number): string {
  return `${prefix}_019ca9${number.toString(16).padStart(26, '0')}`;
}

/** Prompts in many scripts, with what hurts: quotes, a newline, an emoji of several characters, right to left, very long. */
export const fixturePrompts = [
  'A red fox crosses a field in the snow. It stops and listens',
  '静かな湖に朝が来る',
  'Лиса «в снегу», очень тихо',
  'قطة على السطح تحت المطر',
  'จิ้งจอกแดงในหิมะ',
  'O’Hara said: "don\'t; DROP TABLE job" \\ 100 %\nand a second line',
  '👩‍👩‍👧‍👦 on a beach 🏖️, 🇫🇷',
  `A very long walk ${'through the rain and '.repeat(60)}home`,
] as const;

const crash = {
  code: 'crash_loop',
  detail: 'Killed by SIGSEGV',
  userMessage: 'The work crashed three times. Nothing was billed. Try other settings.',
  retryable: false,
};

/** A job in each state, twice, as the first version kept them. */
export function fixtureJobs(): FixtureRow[] {
  return [...jobStates, ...jobStates].map((state, index) => {
    const atMs = fixtureStartMs + index * minuteMs;
    const hasEnded = ['succeeded', 'failed', 'cancelled'].includes(state);
    const input = {
      prompt: fixturePrompts[index % fixturePrompts.length],
      model: 'sketch-1',
      width: 832,
      height: 480,
      num_frames: 81,
      fps: 16,
      seed: 4_294_967_295 - index,
    };
    return {
      id: fixtureId('job', index + 1),
      kind: index % 5 === 0 ? 'image_to_video' : 'text_to_video',
      state,
      engine: 'sketch',
      input_json: JSON.stringify(index % 5 === 0 ? { ...input, image: fixtureId('ast', 1) } : input),
      progress_json: JSON.stringify({ fraction: hasEnded ? 1 : 0.25, stage: 'Drawing', step: 3, totalSteps: 12 }),
      output_json: JSON.stringify({ assetIds: state === 'succeeded' ? [fixtureId('ast', index + 1)] : [] }),
      error_json: state === 'failed' ? JSON.stringify(crash) : null,
      cost_json: index % 2 === 0 ? null : JSON.stringify({ estimatedUsd: 0.12, actualUsd: null }),
      attempt: (index % 3) + 1,
      submissions: (index % 3) + 1,
      priority: index % 4 === 0 ? -5 : 0,
      project_id: index % 4 === 1 ? fixtureId('prj', 1) : null,
      retry_of: index === 9 ? fixtureId('job', 7) : null,
      run_at_ms: index === 8 ? fixtureStartMs + 90 * 24 * 60 * minuteMs : null,
      not_before_ms: null,
      snoozed_at_ms: null,
      created_at_ms: atMs,
      started_at_ms: state === 'queued' ? null : atMs + 1000,
      finished_at_ms: hasEnded ? atMs + 30_000 : null,
      version: index + 1,
      created_boot_id: 'boot-of-long-ago',
      claimed_boot_id: state === 'queued' ? null : 'boot-of-long-ago',
      crashes: state === 'failed' ? 3 : 0,
      orphaned: 0,
      auto_retries: index % 2,
    };
  });
}

const outcomes = ['open', 'unknown', 'closing', 'closed'] as const;

/** An attempt of every outcome. */
export function fixtureAttempts(): FixtureRow[] {
  return fixtureJobs().map((job, index) => ({
    id: fixtureId('att', index + 1),
    job_id: String(job['id']),
    number: 1,
    engine: 'sketch',
    asset_id: fixtureId('ast', index + 1),
    remote_id: index % 2 === 0 ? null : `remote-${index}`,
    submissions: 1,
    outcome: outcomes[index % outcomes.length] ?? 'closed',
    cancel_remote: index % 2,
    warnings_json: '[]',
    boot_id: 'boot-of-long-ago',
    created_at_ms: fixtureStartMs + index,
  }));
}

/** Clips, pictures and an upload, three of them made in one millisecond. */
export function fixtureAssets(): FixtureRow[] {
  return fixturePrompts.map((prompt, index) => {
    const isPicture = index === 0;
    const settings = {
      schema: 1,
      kind: index === 3 ? 'image_to_video' : 'text_to_video',
      input: { prompt, seed: 40 + index, model: 'sketch-1', ...(index === 3 ? { image: fixtureId('ast', 1) } : {}) },
      engine: 'sketch',
      appVersion: '0.1.0',
      jobId: fixtureId('job', index + 1),
      inputHashes: {},
    };
    return {
      id: fixtureId('ast', index + 1),
      type: isPicture ? 'image' : 'video',
      name: isPicture ? 'Фото 10.png' : prompt.split('\n')[0]?.slice(0, 60) || 'Clip',
      bytes: 1000 + index,
      sha256: index.toString(16).padStart(64, 'c'),
      mime_type: isPicture ? 'image/png' : 'video/mp4',
      width: 832,
      height: index % 2 === 0 ? 480 : 1280,
      duration_seconds: isPicture ? null : 5.0625,
      fps: isPicture ? null : 16,
      job_id: isPicture ? null : fixtureId('job', index + 1),
      project_id: index === 4 ? fixtureId('prj', 1) : null,
      remote_url: index === 5 ? 'https://clips.example/a.mp4' : null,
      favourite: index % 3 === 0 ? 1 : 0,
      warnings_json: '[]',
      path: `media/2026-03/clip ${index + 1}.${isPicture ? 'png' : 'mp4'}`,
      poster_path: isPicture ? null : `posters/${fixtureId('ast', index + 1)}.webp`,
      settings_json: isPicture ? null : JSON.stringify(settings),
      created_at_ms: fixtureStartMs + Math.max(0, index - 2) * minuteMs,
    };
  });
}

/** What else the first version kept. The ids of events begin behind those that were pruned. */
export function fixtureRest(): Readonly<Record<string, readonly FixtureRow[]>> {
  const counts = Object.fromEntries(jobStates.map((state) => [state, 2]));
  const queue = { paused: false, holds: [], solo: false, counts };
  const event = { topic: 'queue', payload_json: JSON.stringify(queue) };
  return {
    event: [41, 42, 43].map((id) => ({ id, ...event, at_ms: fixtureStartMs + id })),
    idempotency: [
      { key: 'click-1', body_hash: 'd'.repeat(64), job_id: fixtureId('job', 1), created_at_ms: fixtureStartMs },
    ],
    setting: [
      { key: 'queue.paused', value_json: 'true' },
      { key: 'settings', value_json: '{"trashDays":30,"theme":"light","shortcuts":{"queue.pause":"P"}}' },
    ],
    session: [{ id_hash: 'e'.repeat(64), created_at_ms: fixtureStartMs, touched_at_ms: fixtureStartMs }],
  };
}
