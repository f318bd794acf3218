import { X509Certificate } from 'node:crypto';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { setUpProject } from './set-up-project.ts';
import { supabaseRoots } from './supabase-roots.ts';

let server: Server | null = null;
afterEach(() => server?.close());

/** What a server that answers the wish for encryption with `answer` gets to read after it. */
async function readAfter(answer: 'S' | 'N'): Promise<{ readonly code: string; readonly read: string }> {
  const read: Buffer[] = [];
  const listening = createServer((socket) => {
    socket.once('data', () => {
      socket.on('data', (chunk) => {
        read.push(chunk);
        socket.destroy();
      });
      socket.write(answer);
    });
    socket.on('error', () => undefined);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  // This computer under an address that does not look like it.
  const connectionString = `postgresql://postgres.abcd:canary@[::ffff:7f00:1]:${port}/postgres?sslmode=disable`;
  const done = await setUpProject({ connectionString, migrations: [], signal: AbortSignal.timeout(10_000) });
  return { code: done.ok ? 'done' : done.error.code, read: Buffer.concat(read).toString('latin1') };
}

describe('the connection to a database elsewhere', () => {
  it.each(['S', 'N'] as const)('begins with encryption, whatever the server answers (%s)', async (answer) => {
    const { code, read } = await readAfter(answer);
    expect(code).not.toBe('done');
    // A TLS hello, and nothing that could be read.
    expect(read.slice(0, 2)).toBe('\u0016\u0003');
    expect(read).not.toMatch(/canary|postgres|abcd/);
  });

  it('is checked against the roots that Supabase publishes', () => {
    const roots = supabaseRoots.map((pem) => new X509Certificate(pem));
    expect(roots.map(({ subject }) => /CN=(.*)/.exec(subject)?.[1])).toEqual([
      'Supabase Root 2021 CA',
      'Supabase Root 2021 CA',
    ]);
    expect(roots.every((root) => root.ca && root.verify(root.publicKey))).toBe(true);
    expect(roots[0]?.fingerprint256).toBe(
      '80:70:25:AD:50:D4:ED:21:9D:2C:9C:7D:29:9C:00:4F:82:4E:B0:0C:F7:F6:5A:FE:F6:07:D0:7B:72:E6:CA:FA',
    );
    const years = roots.map(({ validTo }) => new Date(validTo).getUTCFullYear());
    expect(years).toEqual([2031, 2035]);
  });
});
