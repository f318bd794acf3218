export * from './manual-clock.ts';
export * from './memory-object-storage.ts';
export * from './no-crash-reports.ts';
export * from './no-object-storage.ts';
export * from './no-cloud.ts';
export { MemoryCloud } from './memory-cloud.ts';
export * from './scripted-login.ts';
