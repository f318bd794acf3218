import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createCloudProgramOf } from './cloud-program.ts';

const program = createCloudProgramOf(fileURLToPath(new URL('../main.ts', import.meta.url)));
const { signal } = new AbortController();

describe('what the program can do with a Supabase project', () => {
  it('has the migrations of the clone, as a script that can be run again', () => {
    const script = program.script();
    expect(script).toContain('create table public.jobs');
    expect(script.match(/if exists \(select from supabase_migrations/g)).toHaveLength(3);
    expect(script).not.toContain('create table if not exists public.');
  });

  it('calls what was given wrong a mistake of usage, and what is away a failure', async () => {
    expect(await program.setUp({ connectionString: 'https://abcd.supabase.co', signal })).toMatchObject({
      error: { code: 'connection_string_invalid', exitCode: 2 },
    });
    expect(await program.setUp({ connectionString: 'postgresql://a:b@127.0.0.1:1/c', signal })).toMatchObject({
      error: { code: 'unreachable', exitCode: 1 },
    });
    expect(await program.check({ url: 'http://127.0.0.1:1', key: 'sb_publishable_x', signal })).toMatchObject({
      error: { code: 'unreachable', exitCode: 1 },
    });
  });
});
