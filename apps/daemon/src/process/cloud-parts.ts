import { createCloudClient } from '@videoexpress/cloud-clients';
import {
  createRecoveryKey,
  createThisComputer,
  type HostConfig,
  type StudioKey,
  thisMachine,
} from '@videoexpress/host';
import type { Clock, CloudParts, SecretReader } from '@videoexpress/studio';

/** What the copy in the cloud is made of, but for the database. */
export function cloudParts(parts: {
  readonly config: Pick<HostConfig, 'folders' | 'variables'>;
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly studioKey: StudioKey;
  readonly onValue: (value: string) => void;
}): Omit<CloudParts, 'store'> {
  const { config, secrets, clock, studioKey, onValue } = parts;
  return {
    client: createCloudClient({ secrets, outsideUrl: config.variables.SUPABASE_URL?.value ?? null, clock }),
    recoveryKey: createRecoveryKey(studioKey, onValue),
    computer: createThisComputer({ platform: thisMachine().platform, dataFolder: config.folders.data }),
  };
}
