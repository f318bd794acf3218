import { plainText } from '@videoexpress/host';
import { err, findSecret, ok, type Result, type Secret, type SecretName, secretNames } from '@videoexpress/job-schema';
import { suggest } from '../../arguments/suggestion.ts';
import { usageFailure, type Failure } from '../../failure.ts';

/** The secret that a name means, by the name it has now or had before. What looks like a value is not repeated. */
export function secretNamed(given: string): Result<SecretName, Failure> {
  const known = findSecret(given) ?? findSecret(given.toUpperCase());
  if (known !== undefined) return ok(known.name);
  const all = 'Names: videoexpress secrets list';
  if (!/^[A-Z][A-Z0-9_]*$/.test(given)) {
    return err(usageFailure('That is not the name of a secret; names look like RUNPOD_API_KEY.', all));
  }
  const meant = suggest(
    given.toLowerCase(),
    secretNames.map((name) => name.toLowerCase()),
  )?.toUpperCase();
  return err(
    usageFailure(`There is no secret “${given}”.`, meant === undefined ? all : `Did you mean ${meant}? ${all}`),
  );
}

const sources = { env: 'environment', keychain: 'keychain', file: 'sealed file' } as const;

/** `…WXYZ`, or that it is set where nothing of it may be shown. */
export function endOf({ set, lastFour }: Secret): string {
  if (!set) return 'not set';
  return lastFour === null ? 'set' : `…${lastFour}`;
}

/** Where the value in use comes from, in the words of this program. */
export function sourceOf({ source, setIn }: Secret): string {
  if (source === null) return '';
  return setIn === 'env_file' ? '.env' : sources[source];
}

/** What is not as it looks: a value that cannot be used, or one that lies under another. */
export function remarkOn({ problem, source, stored }: Secret): string {
  if (problem !== null) return plainText(problem);
  return source === 'env' && stored !== null ? `another one is kept in the ${sources[stored]}` : '';
}
