import type { EngineDescription } from '@videoexpress/job-schema';
import { describeGpuModel } from '../gpu-models/describe-gpu-model.ts';
import { gpuModels } from '../gpu-models/gpu-models.ts';

/** What the engine says of itself. */
export const ownGpuDescription: EngineDescription = {
  id: 'own-gpu',
  label: 'Own GPU',
  notice: 'AI models on a GPU of your own. Free, but for your electricity.',
  embedded: false,
  models: gpuModels.map((model) => describeGpuModel(model, 0)),
  settings: [
    {
      type: 'text',
      name: 'listen',
      label: 'Address for workers',
      help: 'Where workers come in, as HOST:PORT. Left empty, nothing listens. 127.0.0.1:8124 is for workers on this machine.',
      maxCharacters: 100,
      default: '',
    },
  ],
};
