import { type Engine, engineSchema } from '@videoexpress/job-schema';
import { modelOf } from './model-of.ts';

/** An engine for tests: well, and the default. */
export function engineOf(parts: Partial<Engine> = {}): Engine {
  return engineSchema.parse({
    id: 'sketch',
    label: 'Sketch',
    notice: 'A moving sketch made on this machine, no AI model. Free.',
    embedded: true,
    models: [modelOf()],
    settings: [],
    isDefault: true,
    maxConcurrent: 1,
    health: { id: 'sketch', label: 'Sketch', status: 'ok', latencyMs: null, detail: 'Ready.', fix: null },
    ...parts,
  });
}
