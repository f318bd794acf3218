export * from './sketch/sketch-engine.ts';
export * from './sketch/sketch-tasks.ts';
