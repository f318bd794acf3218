export * from './worker-answer.ts';
export * from './worker-order.ts';
export * from './worker-output.ts';
export * from './worker-runtime.ts';
