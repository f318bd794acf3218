export * from './write-safetensors.ts';
