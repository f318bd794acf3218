export type { StandInCall, StandInFault } from './faults.ts';
export type { StandInVideo } from './stand-in-video.ts';
export * from './youtube-stand-in.ts';
