import { join } from 'node:path';
import type { EngineDescription } from '@videoexpress/job-schema';
import type { RenderEngine } from '@videoexpress/studio';
import { describeGpuModel } from '../gpu-models/describe-gpu-model.ts';
import { gpuModels } from '../gpu-models/gpu-models.ts';
import { roughSeconds } from '../gpu-models/rough-seconds.ts';
import { adoptRender } from './adopt-render.ts';
import { AttemptMemory } from './attempt-memory.ts';
import { AttemptNotes } from './attempt-notes.ts';
import { EndpointWatch } from './endpoint-watch.ts';
import { followRender } from './follow-render.ts';
import { HttpExchange } from './http-exchange.ts';
import { InputUploads } from './input-uploads.ts';
import { Leftovers } from './leftovers.ts';
import { ManagementClient } from './management-client.ts';
import { rentedWorkers } from './rented-workers.ts';
import { retrieveClip } from './retrieve-clip.ts';
import { linkSeconds, runPolicy } from './run-policy.ts';
import { RunPodClient } from './runpod-client.ts';
import { readRunPodHealth, testRunPod } from './runpod-health.ts';
import { type RunPodEngineDeps, type RunPodParts, RunPodSetup } from './runpod-parts.ts';
import { readRunPodSettings, runPodSettingParameters } from './runpod-settings.ts';
import { StoredInputs } from './stored-inputs.ts';
import { stopRender } from './stop-render.ts';
import { submitRender } from './submit-render.ts';

/** Renders on a serverless endpoint at RunPod. `openCalls`: how many of its questions are open. */
export function createRunPodEngine(deps: RunPodEngineDeps): RenderEngine & { readonly openCalls: number } {
  const { secrets, clock, objects, variables } = deps;
  const http = new HttpExchange();
  const client = new RunPodClient({ http, secrets, clock });
  const management = new ManagementClient({ http, secrets, base: variables.RUNPOD_API_BASE_URL?.value ?? null });
  const notes = new AttemptNotes(join(deps.scratchFolder, 'runpod'));
  const inputs = new StoredInputs(join(deps.scratchFolder, 'runpod-inputs'), clock);
  const parts: RunPodParts = {
    deps,
    client,
    watch: new EndpointWatch({ client, management, clock }),
    memory: new AttemptMemory(),
    notes,
    leftovers: new Leftovers({ notes, inputs, objects, clock }),
    inputs,
    uploads: new InputUploads(clock),
    setup: new RunPodSetup(variables),
  };
  const { setup, watch, memory, leftovers, uploads } = parts;
  let described: { readonly price: number | null; readonly description: EngineDescription } | null = null;

  return {
    get openCalls() {
      return http.open;
    },

    /** The price follows the settings, and what RunPod says of the endpoint. Read with every look, so made once a price. */
    get description(): EngineDescription {
      const price = setup.pricePerSecond(watch.facts);
      if (described === null || described.price !== price) described = { price, description: describeRunPod(price) };
      return described.description;
    },

    get maxConcurrent() {
      return setup.settings.jobsAtOnce;
    },

    get workers() {
      const endpoint = setup.endpoint();
      const sight = endpoint.ok ? watch.known(endpoint.value) : null;
      return sight === null ? null : rentedWorkers(sight, setup);
    },

    roughSeconds: (input) => roughSeconds(input, setup.gpu(watch.facts?.gpu ?? null)),

    // A submission lives no longer there, and its links a day more.
    patienceMs: 48 * 3_600_000,

    configure(settings) {
      setup.use(readRunPodSettings(settings));
    },

    health: (signal) => readRunPodHealth(parts, signal),
    test: (signal) => testRunPod(parts, signal),
    submit: (request, signal) => submitRender(parts, request, signal),
    adopt: (attempt, signal) => adoptRender(parts, attempt, signal),
    poll: (render, signal) => followRender(parts, render, signal),
    cancel: (target, signal) => stopRender(parts, target, signal),
    retrieve: (render, toPath, signal) => retrieveClip(parts, render, toPath, signal),

    async release({ attemptId, jobId, kept }) {
      const life = linkSeconds(runPolicy('text_to_video', setup.settings.limitMinutes)) * 1000;
      await leftovers.letGo({ attemptId, jobId }, kept, life);
      await inputs.letGo(attemptId);
      memory.forget(attemptId);
    },

    async close() {
      uploads.close();
      await Promise.all([watch.close(), leftovers.close()]);
      client.close();
      http.close();
    },
  };
}

function describeRunPod(price: number | null): EngineDescription {
  return {
    id: 'runpod',
    label: 'RunPod',
    notice: 'Real models on rented GPUs, billed by the second while they work.',
    embedded: false,
    models: gpuModels.map((model) => describeGpuModel(model, price)),
    settings: runPodSettingParameters,
  };
}
