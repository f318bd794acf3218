import { describe, expect, it } from 'vitest';
import { patience } from '../testing/patience.ts';
import { startHttpTestApp, testToken } from '../testing/http-test-app.ts';

describe('the request log', () => {
  it('has one line a request, and nothing in it that lets anyone in', async () => {
    const app = await startHttpTestApp();
    const cookie = await app.logIn();
    const code = 'a-code-that-must-not-show';
    await app.fetchOpen(`/login?code=${code}`);
    await app.fetchOpen('/api/v1/queue', { headers: { cookie } });
    await app.fetchOpen('/healthz');
    await app.fetchOpen('/nowhere');
    const path = (line: { fields: Readonly<Record<string, unknown>> }) => [line.fields['path'], line.fields['status']];
    await expect
      .poll(() => app.log.lines.map(path), patience)
      .toEqual([
        ['/api/v1/login-codes', 201],
        ['/login', 303],
        ['/login', 401],
        ['/api/v1/queue', 200],
        ['/nowhere', 401],
      ]);
    const ids = new Set(app.log.lines.map((line) => line.fields['requestId']));
    expect(ids.size).toBe(5);
    const all = JSON.stringify(app.log.lines);
    const secrets = [code, testToken, cookie.split('=')[1] ?? 'none'];
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
    await app.close();
  });

  it('takes a secret out of a path before it cuts the path, so that no piece of one stays', async () => {
    const secret = 'a-secret-that-stands-where-the-path-is-cut';
    const app = await startHttpTestApp({ redact: (text) => text.replaceAll(secret, '[redacted]') });
    await app.fetch(`/${'a'.repeat(480)}/${secret}/${'b'.repeat(100)}`);
    await expect.poll(() => app.log.lines.length, patience).toBe(1);
    const logged = String(app.log.lines[0]?.fields['path']);
    expect(logged).toHaveLength(500);
    expect(logged).toContain('a/[redacted]/b');
    await app.close();
  });
});
