import { lastFourOf, type Secret, type SecretName, secretNames } from '@videoexpress/job-schema';
import { canary } from '../canary/canaries.ts';
import { ask, type Called, type ClientWorld } from './client-world.ts';

/** A secret as a client can know it: there or not, and by its end, since no answer holds the value. */
function seen(set: boolean, lastFour: string | null): string {
  return set ? `set, ends with ${lastFour ?? 'nothing that is told'}` : 'not set';
}

/** A DSN is looked at before it is kept; the others take any value. */
const names = secretNames.filter((name) => name !== 'SENTRY_DSN');

const fact = (name: SecretName) => `secret ${name}`;

/** Holds what is told of secrets against what was promised; from then on it is what was told. */
export function noteSecrets(world: ClientWorld, secrets: readonly Secret[]): void {
  for (const { name, set, lastFour } of secrets) {
    const problem = world.facts.problem(fact(name), seen(set, lastFour));
    if (problem !== null) world.ledger.broken.push(problem);
    world.facts.set(fact(name), seen(set, lastFour));
  }
}

function noteChange(
  world: ClientWorld,
  name: SecretName,
  changed: Called<'putSecret' | 'deleteSecret'>,
  meant: string,
): void {
  if (changed.kind === 'lost') world.facts.maybe(fact(name), meant);
  // A disk may give out after the new file has its name and before that is sure to last.
  if (changed.kind === 'refused' && changed.code !== 'secret_from_environment') world.facts.maybe(fact(name), meant);
  if (changed.kind !== 'done') return;
  world.facts.set(fact(name), meant);
  noteSecrets(world, [changed.body]);
}

/** Sets a secret, or another value where it is set: while jobs run, and while whatever goes wrong goes wrong. */
export async function putSecret(world: ClientWorld): Promise<void> {
  const name = world.random.pick(names);
  const bird = canary(`${name} ${world.fresh()}`);
  world.birds.push(bird);
  const put = await ask(world, 'putSecret', { params: { name }, body: { value: bird.value } });
  noteChange(world, name, put, seen(true, lastFourOf(bird.value)));
}

export async function removeSecret(world: ClientWorld): Promise<void> {
  const name = world.random.pick(names);
  const removed = await ask(world, 'deleteSecret', { params: { name } });
  noteChange(world, name, removed, seen(false, null));
}

export async function lookAtSecrets(world: ClientWorld): Promise<void> {
  const listed = await ask(world, 'listSecrets', {});
  if (listed.kind === 'done') noteSecrets(world, listed.body.items);
}
