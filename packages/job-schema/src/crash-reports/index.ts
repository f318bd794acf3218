export * from './crash-report.ts';
export * from './dsn.ts';
export * from './machine-words.ts';
export * from './secret-shapes.ts';
export * from './strict-report.ts';
