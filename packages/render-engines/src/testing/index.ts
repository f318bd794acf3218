export * from './scripted-engine.ts';
export * from './engine-conformance.ts';
