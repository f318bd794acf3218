/** ITU-T H.264 table A-1: the frame size and the speed, in macroblocks of 16 × 16, that each level allows. */
const levels = [
  { level: 0x1e, maxFrame: 1_620, maxPerSecond: 40_500 },
  { level: 0x1f, maxFrame: 3_600, maxPerSecond: 108_000 },
  { level: 0x20, maxFrame: 5_120, maxPerSecond: 216_000 },
  { level: 0x28, maxFrame: 8_192, maxPerSecond: 245_760 },
  { level: 0x2a, maxFrame: 8_704, maxPerSecond: 522_240 },
  { level: 0x33, maxFrame: 36_864, maxPerSecond: 983_040 },
] as const;

/** The codec string of H.264 High at the lowest level that holds such a video, for example `avc1.64001f`. */
export function h264HighCodecString(video: { width: number; height: number; fps: number }): string {
  const macroblocks = Math.ceil(video.width / 16) * Math.ceil(video.height / 16);
  const fitting = levels.find((each) => macroblocks <= each.maxFrame && macroblocks * video.fps <= each.maxPerSecond);
  return `avc1.6400${(fitting?.level ?? 0x33).toString(16)}`;
}
