/**
 * Puts the codecs among the globals, where a browser has them and the library that reads and writes files looks for them.
 * For children and tests alone.
 */
export async function offerCodecs(): Promise<void> {
  const { AudioData, AudioDecoder, AudioEncoder, EncodedAudioChunk, EncodedVideoChunk } = await import(
    '@napi-rs/webcodecs'
  );
  Object.assign(globalThis, { AudioData, AudioDecoder, AudioEncoder, EncodedAudioChunk, EncodedVideoChunk });
}
