export { type Behaviour, behaviourSchema } from './behaviour.ts';
export { type ClipMaker, type ClipSize, createClipMaker, type MadeClip } from './clip-maker.ts';
export { LightWorker, type LightWorkerOptions, type WorkedJob } from './light-worker.ts';
