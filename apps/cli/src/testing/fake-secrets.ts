import {
  lastFourOf,
  putSecretRequestSchema,
  type Secret,
  secretDefinitions,
  type SecretList,
  secretServices,
} from '@videoexpress/job-schema';

/** Secrets as the fake daemon keeps them: in the open, for tests to look at. */
export interface FakeSecrets {
  readonly values: Map<string, string>;
  /** What the environment of the daemon sets. */
  readonly outside: Map<string, string>;
  /** Bodies of what was put, in order. */
  readonly puts: unknown[];
  answer(call: string, body: string): Secret | SecretList;
}

const store = {
  backend: 'file',
  status: 'ok',
  detail: 'Keys are kept encrypted in a file, with its key beside it.',
  fix: null,
} as const;

/** None is set. */
export function createFakeSecrets(): FakeSecrets {
  const values = new Map<string, string>();
  const outside = new Map<string, string>();
  const puts: unknown[] = [];
  const secretOf = ({ name, label, service, from }: (typeof secretDefinitions)[number]): Secret => {
    const value = outside.get(name) ?? values.get(name);
    return {
      name,
      label,
      service: { id: service, label: secretServices[service] },
      from,
      set: value !== undefined,
      lastFour: value === undefined ? null : lastFourOf(value),
      source: outside.has(name) ? 'env' : value === undefined ? null : 'file',
      setIn: outside.has(name) ? 'environment' : null,
      stored: values.has(name) ? 'file' : null,
      problem: null,
      undoUntil: null,
    };
  };
  return {
    values,
    outside,
    puts,
    answer(call, body) {
      const [method, path = ''] = call.split(' ');
      const name = path.split('/')[4];
      const definition = secretDefinitions.find((each) => each.name === name);
      if (definition === undefined) return { items: secretDefinitions.map(secretOf), nextCursor: null, store };
      if (method === 'PUT') {
        const put = putSecretRequestSchema.parse(JSON.parse(body));
        puts.push(put);
        values.set(definition.name, put.value);
      }
      if (method === 'DELETE') values.delete(definition.name);
      return secretOf(definition);
    },
  };
}
