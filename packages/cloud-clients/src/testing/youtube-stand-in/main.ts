import { startYoutubeStandIn } from './youtube-stand-in.ts';

/**
 * The stand-in as a program of its own:
 *
 *   node --conditions=source packages/cloud-clients/src/testing/youtube-stand-in/main.ts [port] [bytes a second]
 *
 * It prints its address, to be given to the daemon as YOUTUBE_API_BASE_URL, and ends with whoever started it.
 */
const [port = '0', bytesPerSecond] = process.argv.slice(2);
const standIn = await startYoutubeStandIn({
  port: Number(port),
  processingLooks: 0,
  bytesPerSecond: bytesPerSecond === undefined ? null : Number(bytesPerSecond),
});
process.stdout.write(`${standIn.base}\n`);
process.once('disconnect', () => process.exit(0));
