import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';

export type PacketTiming = {
  /** Frames that the file's index names. */
  readonly numPackets: number;
  /** Frames a second, set where every frame lies on the grid of a constant rate. */
  readonly constantFps: number | null;
};

/** How far a frame may lie from its place, as a part of a frame's duration: file clocks are coarse. */
const tolerance = 0.1;

/** Reads the timestamps of a track from the file's index; no picture data is touched. */
export async function readPacketTiming(track: InputVideoTrack): Promise<PacketTiming> {
  const timestamps: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    timestamps.push(packet.timestamp);
  }
  timestamps.sort((left, right) => left - right);
  return { numPackets: timestamps.length, constantFps: constantRateOf(timestamps) };
}

function constantRateOf(timestamps: readonly number[]): number | null {
  const first = timestamps.at(0);
  const last = timestamps.at(-1);
  if (first === undefined || last === undefined || last <= first) return null;
  const rate = nearestUsualRate((timestamps.length - 1) / (last - first));
  const isOnGrid = timestamps.every((timestamp, index) => Math.abs((timestamp - first) * rate - index) <= tolerance);
  return isOnGrid ? rate : null;
}

/** Whole rates, and the broadcast ones such as 30,000 / 1,001, are meant where a measured rate is very near. */
function nearestUsualRate(measured: number): number {
  const whole = Math.round(measured);
  for (const usual of [whole, (whole * 1000) / 1001]) {
    if (Math.abs(measured - usual) < usual * 0.0002) return usual;
  }
  return measured;
}
