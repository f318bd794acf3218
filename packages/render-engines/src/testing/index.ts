export * from './scripted-engine.ts';
export * from './engine-conformance.ts';
export * from './runpod-simulator/index.ts';
export * from './memory-object-storage.ts';
export * from './runpod-room.ts';
export * from './videos-api-server/faults.ts';
export * from './videos-api-server/videos-api-server.ts';
export * from './small-render.ts';
