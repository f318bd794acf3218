import { type Cloud, err, ok } from '@videoexpress/job-schema';
import type { Mirror } from '@videoexpress/studio';

const off: Cloud = {
  configured: false,
  projectUrl: null,
  signedInAs: null,
  bypassesRules: false,
  state: 'off',
  detail: null,
  fix: null,
  changesBehind: null,
  oldestBehindAt: null,
  lastCopiedAt: null,
  retryAt: null,
  machine: { id: 'mch_1', name: 'this one' },
  others: [],
  recoveryKeyShown: false,
};

/** A copy that is not set up. */
export function cloudDouble(): Mirror {
  return {
    status: async () => off,
    signIn: async ({ password }) => ok({ codeSent: password === undefined, cloud: off }),
    verify: async () => err({ code: 'invalid_input', detail: 'The code is wrong or too old.' }),
    signOut: async () => off,
    copyNow: async () => off,
    recoveryKey: async (again) =>
      again ? ok('ABCD-EFGH') : err({ code: 'invalid_state', detail: 'It was shown before.' }),
    elsewhere: async () => err({ code: 'not_found', detail: 'There is no such machine in the project.' }),
  };
}
