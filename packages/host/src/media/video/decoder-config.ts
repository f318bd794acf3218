import type { VideoDecoderConfig } from '@napi-rs/webcodecs';
import type { InputVideoTrack } from 'mediabunny';
import { bytesOf } from './frame-picture.ts';

/** How the decoder is set for a track of a clip that may come from anyone. */
export async function decoderConfigOf(track: InputVideoTrack): Promise<VideoDecoderConfig> {
  const config = await track.getDecoderConfig();
  const codec = config?.codec ?? '';
  return {
    // The codec refuses H.264 at levels that it has never heard of, such as 9 (1b), and decodes them all the same.
    codec: /^avc[13]\./.test(codec) ? `${codec.slice(0, -2)}34` : codec,
    codedWidth: await track.getCodedWidth(),
    codedHeight: await track.getCodedHeight(),
    hardwareAcceleration: 'prefer-software',
    ...(config?.description === undefined ? {} : { description: bytesOf(config.description) }),
  };
}
