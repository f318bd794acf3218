import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { assetIdSchema, type PublishingService } from '@videoexpress/job-schema';

const seeder = path.join(import.meta.dirname, '../../../daemon/src/testing/seed-channel.ts');

/**
 * Puts a connected account and a clip into the data folder of a daemon that does not run, in a process of its own, as only
 * that has the daemon's types and conditions. The value is the clip's id.
 */
export async function seedChannel(
  dataDir: string,
  seed: { readonly service: PublishingService; readonly clipPath: string; readonly token: string },
) {
  const script = `const { seedChannel } = await import(${JSON.stringify(seeder)});
    const { clip } = await seedChannel(${JSON.stringify(dataDir)}, ${JSON.stringify(seed)});
    process.stdout.write(clip);`;
  const flags = ['--conditions=source', '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  return assetIdSchema.parse(stdout.trim());
}
