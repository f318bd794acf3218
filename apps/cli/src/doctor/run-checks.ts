import type { Check, CheckContext, Finding } from './check.ts';
import { databaseCheck } from './database-checks.ts';
import { foldersCheck, leftoversCheck, modesCheck, variablesCheck } from './folder-checks.ts';
import { clockCheck, diskCheck, ipv6Check, nodeCheck, nodesCheck, portCheck } from './machine-checks.ts';
import { objectStorageCheck } from './object-storage-check.ts';
import { filesCheck, librariesCheck } from './program-checks.ts';
import { secretStoreCheck } from './secret-checks.ts';
import { daemonCheck, servicesCheck } from './studio-checks.ts';
import { workerListenerCheck } from './worker-listener-check.ts';

const checks: readonly Check[] = [
  nodeCheck,
  nodesCheck,
  librariesCheck,
  filesCheck,
  foldersCheck,
  modesCheck,
  diskCheck,
  clockCheck,
  variablesCheck,
  portCheck,
  ipv6Check,
  daemonCheck,
  databaseCheck,
  leftoversCheck,
  secretStoreCheck,
  objectStorageCheck,
  workerListenerCheck,
  servicesCheck,
];

/** Everything that `doctor` finds, in the order of its list. None of it changes anything that stays. */
export async function runChecks(context: CheckContext): Promise<Finding[]> {
  const found = await Promise.all(checks.map((check) => check(context)));
  return found.flat();
}
