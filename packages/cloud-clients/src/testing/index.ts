export * from './scratch-files.ts';
export * from './s3-server.ts';
export * from './stub-s3.ts';
