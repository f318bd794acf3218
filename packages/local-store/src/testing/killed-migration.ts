import { migrations } from '../migrations/index.ts';
import { openDatabase } from '../open-database.ts';

/** Migrates the database at the first argument through made-up steps, and kills this very process at the step named. */
const [path = '', dieAt = ''] = process.argv.slice(2);
const upTo = dieAt === 'nowhere after one' ? 1 : 3;
const steps = [
  ...migrations.slice(0, 1),
  { version: 2, name: 'second', sql: 'CREATE TABLE second (id INTEGER PRIMARY KEY) STRICT;' },
  { version: 3, name: 'third', sql: 'CREATE TABLE third (id INTEGER PRIMARY KEY) STRICT; DROP TABLE second;' },
].slice(0, upTo);
const opened = openDatabase(path, {
  steps,
  beforeStep: (step) => {
    if (step === dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
if (!opened.ok) throw new Error(opened.error.detail);
opened.value.prepare("INSERT OR REPLACE INTO setting VALUES ('kept', '\"yes\"')").run();
opened.value.close();
