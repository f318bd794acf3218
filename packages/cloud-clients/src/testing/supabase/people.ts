/** Two people with an account each, in every test of a project. */
export const alice = '11111111-1111-4111-8111-111111111111';
export const bob = '22222222-2222-4222-8222-222222222222';

/** Who sends a statement: a person who signed in, nobody, a secret key, or the owner of the project. */
export type Caller = typeof alice | typeof bob | 'anon' | 'service_role' | 'owner';
