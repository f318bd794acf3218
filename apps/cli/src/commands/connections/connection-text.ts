import { plainText } from '@videoexpress/host';
import {
  type Connection,
  err,
  ok,
  publishingServices,
  publishingServiceSchema,
  type PublishingService,
  type Result,
} from '@videoexpress/job-schema';
import { type Failure, usageFailure } from '../../failure.ts';

const names = Object.keys(publishingServices);

/** The service that a word means. */
export function serviceNamed(given: string): Result<PublishingService, Failure> {
  const known = publishingServiceSchema.safeParse(given.toLowerCase());
  if (known.success) return ok(known.data);
  return err(usageFailure(`There is no service “${plainText(given)}”.`, `Services: ${names.join(', ')}.`));
}

/** One account as a row of the list. */
export function connectionRow({ id, service, accountName, state, detail }: Connection): readonly string[] {
  const how = state === 'ok' ? 'connected' : 'needs a login';
  return [id, publishingServices[service], plainText(accountName), how, detail === null ? '' : plainText(detail)];
}

/** The account that an argument means: its id, its name, or its service where it is the only one there. */
export function accountNamed(given: string, all: readonly Connection[]): Result<Connection, Failure> {
  const word = given.toLowerCase();
  const found = all.filter(
    ({ id, service, accountName, handle }) =>
      id === given || service === word || accountName.toLowerCase() === word || handle?.toLowerCase() === word,
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return ok(only);
  const name = plainText(given);
  if (found.length === 0) {
    return err(usageFailure(`There is no account “${name}”.`, 'See them with: videoexpress connections list'));
  }
  const ids = found.map(({ id, service }) => `${id} (${publishingServices[service]})`).join(', ');
  return err(usageFailure(`There is more than one account “${name}”.`, `Give the id of one: ${ids}.`));
}
