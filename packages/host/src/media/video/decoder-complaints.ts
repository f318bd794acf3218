/**
 * The codec repairs damaged pictures silently and hands them out as good ones; only its log says so. These settings
 * make it write that log to standard output.
 */
export const decoderLogEnvironment = { WEBCODECS_LOG: 'ffmpeg=error' } as const;

/** An error that a decoder wrote, for example `ERROR ffmpeg: [h264 @ 0x7da24c0] error while decoding MB 25 6`. */
const complaint = /ERROR ffmpeg: \[\w+ @ 0x[0-9a-f]+\]/;

/** Reads that log as it comes and tells whether a decoder complained. */
export function createComplaintWatch(): { read: (bytes: Uint8Array) => void; hasComplaints: () => boolean } {
  let unfinishedLine = '';
  let found = false;
  return {
    read(bytes) {
      if (found) return;
      const text = unfinishedLine + Buffer.from(bytes).toString('latin1');
      found = complaint.test(text);
      unfinishedLine = text.slice(text.lastIndexOf('\n') + 1).slice(-1_000);
    },
    hasComplaints: () => found,
  };
}
