import { migrations } from '../migrations/index.ts';
import { openDatabase } from '../open-database.ts';

/** Brings the database at the first argument up to date, and kills this very process before the step named. */
const [path = '', dieAt = ''] = process.argv.slice(2);
const opened = openDatabase(path, {
  steps: migrations,
  beforeStep: (step) => {
    if (step === dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
if (!opened.ok) throw new Error(opened.error.detail);
opened.value.close();
