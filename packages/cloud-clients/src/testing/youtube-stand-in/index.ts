export type { YoutubeCall, YoutubeFault } from './faults.ts';
export type { StandInVideo } from './stand-in-video.ts';
export * from './youtube-stand-in.ts';
