export * from './object-storage/create-object-storage.ts';
