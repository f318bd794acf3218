import { exitCodes, plainText } from '@videoexpress/host';
import {
  type Connection,
  err,
  ok,
  type PublishingService,
  publishingServices,
  type Result,
} from '@videoexpress/job-schema';
import { type Failure, usageFailure } from '../failure.ts';

/** The accounts that a request means: the only one of each service, or those that are named. */
export function chooseAccounts(
  connections: readonly Connection[],
  services: readonly PublishingService[],
  names: readonly string[],
): Result<readonly Connection[], Failure> {
  const chosen = new Set<Connection>();
  const unused = new Set(names);
  for (const service of services) {
    const ofService = connections.filter((each) => each.service === service);
    if (ofService.length === 0) return err(notConnected(service));
    const named = ofService.filter((each) => names.some((name) => isCalled(each, name)));
    for (const name of names) if (named.some((each) => isCalled(each, name))) unused.delete(name);
    const [first, ...more] = named.length > 0 ? named : ofService;
    if (named.length === 0 && more.length > 0) return err(several(service, ofService));
    for (const each of named.length > 0 ? named : [first]) if (each !== undefined) chosen.add(each);
  }
  const [wrong] = unused;
  if (wrong === undefined) return ok([...chosen]);
  const there = connections.filter(({ service }) => services.includes(service)).map(nameOf);
  return err(usageFailure(`--account: there is no account "${wrong}".`, `There are: ${there.join(', ')}.`));
}

/** By its name, its handle with or without @, or its id here, whatever the case. */
function isCalled({ accountName, handle, id }: Connection, name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return [accountName, handle, handle === null ? null : `@${handle}`, id].some(
    (each) => each?.toLowerCase() === wanted,
  );
}

function nameOf({ accountName, handle }: Connection): string {
  return plainText(handle === null ? accountName : `${accountName} (@${handle})`);
}

function notConnected(service: PublishingService): Failure {
  return {
    exitCode: exitCodes.error,
    code: 'not_connected',
    message: `No account is connected at ${publishingServices[service]}.`,
    fix: 'Connect one in the page, under Settings, Connections: videoexpress open',
  };
}

function several(service: PublishingService, there: readonly Connection[]): Failure {
  const message = `Several accounts are connected at ${publishingServices[service]}: ${there.map(nameOf).join(', ')}.`;
  return usageFailure(message, 'Say which with --account NAME, more than once for more than one.');
}
