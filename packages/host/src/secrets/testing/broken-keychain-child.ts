import { serveChildTask } from '../../children/serve-child-task.ts';

// A keychain that waits for a person who is not there, one whose native code crashes, and one that is locked.
serveChildTask(
  {
    'keychain-open': () => new Promise(() => setInterval(() => undefined, 1000)),
    'keychain-set': async () => process.kill(process.pid, 'SIGSEGV'),
    'keychain-remove': async () => {
      throw new Error('The collection is locked');
    },
  },
  process.argv[3] ?? '',
);
