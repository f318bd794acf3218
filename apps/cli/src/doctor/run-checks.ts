import type { Check, CheckContext, Finding } from './check.ts';
import { diskCheck, foldersCheck, ipv6Check, modesCheck, nodeCheck, portCheck } from './machine-checks.ts';
import { secretStoreCheck } from './secret-checks.ts';
import { daemonCheck, databaseCheck, servicesCheck } from './studio-checks.ts';

const checks: readonly Check[] = [
  nodeCheck,
  foldersCheck,
  modesCheck,
  diskCheck,
  portCheck,
  ipv6Check,
  daemonCheck,
  databaseCheck,
  secretStoreCheck,
  servicesCheck,
];

/** Everything that `doctor` finds, in the order of its list. */
export async function runChecks(context: CheckContext): Promise<Finding[]> {
  const found = await Promise.all(checks.map((check) => check(context)));
  return found.flat();
}
