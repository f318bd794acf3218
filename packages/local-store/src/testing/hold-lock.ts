import { takeDaemonLock } from '../daemon-lock.ts';

/** Takes the lock at the first argument, says so, and keeps it until it is killed. */
const lock = takeDaemonLock(process.argv[2] ?? '');
process.stdout.write(lock === null ? 'taken\n' : 'held\n');
setInterval(() => undefined, 1000);
