export * from './all-engines.ts';
export { createSketchEngine } from './sketch/sketch-engine.ts';
export { sketchTasks } from './sketch/sketch-tasks.ts';
export { createOwnGpuEngine } from './own-gpu/own-gpu-engine.ts';
export { OwnGpuRoom, type OwnGpuRoomDeps } from './own-gpu/own-gpu-room.ts';
export {
  type HandedOrder,
  type KeepAnswer,
  type LinkedThing,
  longPollMs,
  type ReceivedFile,
  type WorkerCall,
  type WorkerDesk,
} from './own-gpu/worker-desk.ts';
export { createRunPodEngine } from './runpod/runpod-engine.ts';
export { createVideosApiEngine } from './videos-api/videos-api-engine.ts';
