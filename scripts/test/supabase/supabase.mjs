import { asVitestFilters, longTests, longTestsWanted } from '../long-tests.mjs';
import { notRun } from '../outcome.mjs';
import { runVitest } from '../vitest.mjs';
import { providePostgres } from './postgres.mjs';
import { provideSupabaseCli } from './supabase-cli.mjs';
import { provideSupabaseLite } from './supabase-lite.mjs';

/**
 * The migrations on a real Postgres, where two people attack each other, and over HTTP with Supabase's own client and server.
 * @param {import('../outcome.mjs').StepContext} context
 */
export async function runSupabase(context) {
  const postgres = await providePostgres();
  if ('missing' in postgres) return notRun(`Supabase (${postgres.missing})`);
  const lite = await provideSupabaseLite();
  if ('missing' in lite) return notRun(`Supabase (${lite.missing})`);
  const cli = await provideSupabaseCli();
  if ('missing' in cli) return notRun(`Supabase (${cli.missing})`);
  const wanted = {
    ...longTestsWanted,
    VIDEOEXPRESS_POSTGRES: postgres.folder,
    VIDEOEXPRESS_SUPABASE_LITE: lite.folder,
    VIDEOEXPRESS_SUPABASE_CLI: cli.program,
  };
  return runVitest(context, asVitestFilters(longTests.supabase), wanted);
}
