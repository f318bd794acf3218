export * from './clock.ts';
export * from './engines/render-engine.ts';
export * from './log.ts';
export * from './refusal.ts';
export * from './store-unavailable.ts';
export * from './studio.ts';
