export * from './all-engines.ts';
export { createSketchEngine } from './sketch/sketch-engine.ts';
export { sketchTasks } from './sketch/sketch-tasks.ts';
