import { copyFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildEnd, Children, RunningChild } from '@videoexpress/host';
import {
  type AssetWarning,
  assetWarningSchema,
  err,
  ok,
  progressSchema,
  type Progress,
  type Result,
  type ServiceHealth,
} from '@videoexpress/job-schema';
import type {
  EngineError,
  PreviewFrame,
  RenderEngine,
  RenderRequest,
  RenderStatus,
  SubmitError,
} from '@videoexpress/studio';
import { z } from 'zod';
import { isMissingLibrary, reinstall } from './missing-libraries.ts';
import { createNativeCheck } from './native-check.ts';
import { defaultClipsAtOnce, sketchDescription } from './sketch-model.ts';
import { sketchTaskName } from './sketch-task-name.ts';
import { createSketchTrial } from './sketch-trial.ts';

export interface SketchEngineDeps {
  readonly children: Children;
  readonly fontsFolder: string;
  /** Finished clips wait here until they are collected; they outlive the daemon. */
  readonly scratchFolder: string;
}

/** A child without a sign of life for this long is ended. */
const silenceMs = 60_000;
/** Drawing gives way to whatever the person is doing. */
const niceness = 5;

const reportSchema = z.object({
  progress: progressSchema,
  preview: z
    .object({
      id: z.string(),
      mimeType: z.enum(['image/jpeg', 'image/webp', 'image/png']),
      bytes: z.instanceof(Uint8Array),
    })
    .optional(),
});
const taskResultSchema = z.object({ warnings: z.array(assetWarningSchema) });

interface Drawing {
  readonly child: RunningChild;
  progress: Progress | null;
  preview: PreviewFrame | null;
  end: ChildEnd | null;
}

/** The embedded engine: a child process of this program draws a moving sketch. Its remote id is the attempt's own. */
export function createSketchEngine({ children, fontsFolder, scratchFolder }: SketchEngineDeps): RenderEngine {
  const drawings = new Map<string, Drawing>();
  const trial = createSketchTrial({ children, fontsFolder, scratchFolder });
  let clipsAtOnce = defaultClipsAtOnce;
  const nativeCheck = createNativeCheck(children, sketchDescription.notice);
  const clipPath = (attemptId: string) => join(scratchFolder, `${attemptId}.mp4`);

  async function isDrawn(attemptId: string): Promise<boolean> {
    return (await stat(clipPath(attemptId)).catch(() => null))?.isFile() ?? false;
  }

  function start(request: RenderRequest): void {
    const order = {
      kind: request.kind,
      input: request.input,
      imagePath: request.files['image'] ?? null,
      outputPath: clipPath(request.attemptId),
      fontsFolder,
    };
    const child = children.start(sketchTaskName, order, {
      silenceMs,
      niceness,
      onProgress: (raw) => {
        const report = reportSchema.safeParse(raw);
        if (!report.success) return;
        drawing.progress = report.data.progress;
        drawing.preview = report.data.preview ?? drawing.preview;
      },
    });
    const drawing: Drawing = { child, progress: null, preview: null, end: null };
    drawings.set(request.attemptId, drawing);
    void child.ended.then((end) => (drawing.end = end));
  }

  function statusOf(drawing: Drawing): RenderStatus {
    const { end, progress, preview } = drawing;
    if (end === null) {
      if (progress === null) return { state: 'waiting' };
      return { state: 'running', progress, ...(preview === null ? {} : { preview }) };
    }
    switch (end.kind) {
      case 'done': {
        const result = taskResultSchema.safeParse(end.result);
        return { state: 'finished', warnings: result.success ? result.data.warnings : [], actualUsd: 0 };
      }
      case 'killed':
        return { state: 'crashed', detail: `The drawing process was ended by ${end.signal}.` };
      case 'timeout':
        return failed(
          'heartbeat_timeout',
          `silent for ${end.afterMs} ms`,
          'The drawing process gave no sign of life and was ended.',
        );
      case 'aborted':
        return { state: 'lost' };
      case 'failed':
        if (end.code === 'input_missing') {
          return failed(
            'input_missing',
            end.message,
            'The input picture is gone or cannot be read. Nothing was spent.',
          );
        }
        if (isMissingLibrary(end.message)) {
          const what = 'The drawing and video libraries are not installed. Nothing was spent.';
          return failed('engine_failed', end.message, `${what} ${reinstall}`);
        }
        return failed('engine_failed', end.message, 'The sketch could not be drawn. Nothing was spent.');
    }
  }

  return {
    description: sketchDescription,

    get maxConcurrent() {
      return clipsAtOnce;
    },

    configure({ clips_at_once: wished }) {
      if (typeof wished === 'number') clipsAtOnce = wished;
    },

    test: (signal) => trial.run(signal),

    async health(): Promise<ServiceHealth> {
      const { id, label } = sketchDescription;
      return { id, label, latencyMs: null, ...nativeCheck.read() };
    },

    async submit(request): Promise<Result<{ remoteId: string }, SubmitError>> {
      const known = drawings.get(request.attemptId);
      const alreadyDrawing = known !== undefined && known.end === null;
      if (!alreadyDrawing && !(await isDrawn(request.attemptId))) start(request);
      return ok({ remoteId: request.attemptId });
    },

    async adopt({ attemptId }): Promise<Result<{ remoteId: string } | null, EngineError>> {
      return ok(drawings.has(attemptId) || (await isDrawn(attemptId)) ? { remoteId: attemptId } : null);
    },

    async poll({ remoteId }): Promise<Result<RenderStatus, EngineError>> {
      const drawing = drawings.get(remoteId);
      if (drawing !== undefined) return ok(statusOf(drawing));
      const warnings: AssetWarning[] = [];
      return ok((await isDrawn(remoteId)) ? { state: 'finished', warnings, actualUsd: 0 } : { state: 'lost' });
    },

    async cancel({ attemptId }) {
      const drawing = drawings.get(attemptId);
      drawing?.child.abort();
      await drawing?.child.ended;
      return ok(null);
    },

    async retrieve({ remoteId }, toPath) {
      try {
        await copyFile(clipPath(remoteId), toPath);
        return ok(null);
      } catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? cause.code : '';
        const detail = cause instanceof Error ? cause.message : String(cause);
        if (code === 'ENOSPC' || code === 'EDQUOT') return err({ code: 'disk_full', detail });
        // Only a clip that is not there is gone; one that cannot be read just now is asked for again.
        return err({ code: code === 'ENOENT' ? 'gone' : 'unreachable', detail });
      }
    },

    async release({ attemptId }) {
      drawings.delete(attemptId);
      await Promise.all([rm(clipPath(attemptId), { force: true }), rm(`${clipPath(attemptId)}.tmp`, { force: true })]);
    },

    async close() {
      const running = [...drawings.values()].filter((drawing) => drawing.end === null);
      for (const drawing of running) drawing.child.abort();
      await Promise.all([nativeCheck.close(), trial.close(), ...running.map((drawing) => drawing.child.ended)]);
    },
  };
}

function failed(
  code: 'engine_failed' | 'heartbeat_timeout' | 'input_missing',
  detail: string,
  userMessage: string,
): RenderStatus {
  return { state: 'failed', code, detail, userMessage, billed: false };
}
