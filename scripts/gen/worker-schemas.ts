import { workerJsonSchemas } from '../../packages/job-schema/src/worker/json-schemas.ts';
import { writeOrCheck } from './write-or-check.ts';

// What daemon and GPU worker say to each other: the worker's own models are tested against it.
for (const [message, schema] of Object.entries(workerJsonSchemas())) {
  writeOrCheck(`runpod-worker/schema/${message}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
}
