import { afterAll, beforeAll } from 'vitest';
import { type PostgresServer, startPostgres } from '../testing/supabase/postgres-server.ts';
import { describeRulesOfRows } from '../testing/supabase/rules-of-rows.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describeRulesOfRows(async () => {
  await server.clear();
  return server.open('project');
});
