export * from './manual-clock.ts';
export * from './no-object-storage.ts';
