import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addJobs, expectTheSame } from '../testing/copied-objects.ts';
import { type CopiedStudio, copiedStudio } from '../testing/copied-studio.ts';

let studio: CopiedStudio;
beforeEach(() => {
  studio = copiedStudio();
});
afterEach(() => studio.discard());

describe('the sign-in', () => {
  it('is renewed once however many need it, and is kept before it is used', async () => {
    await studio.signIn();
    await studio.settle();
    studio.clock.advance(3600_000);
    await Promise.all([studio.mirror.elsewhere('none', AbortSignal.abort()), studio.mirror.copyNow()]);
    await studio.settle();
    expect(studio.cloud.refreshes).toBe(1);
    studio.startAgain();
    await addJobs(studio, 1);
    await studio.settle();
    expect(studio.cloud.refreshes).toBe(1);
    await expectTheSame(studio);
  });

  it('is answered as the begin of a copy, not as its end', async () => {
    await studio.signIn();
    expect(await studio.mirror.status()).toMatchObject({ state: 'copying', lastCopiedAt: null });
    await studio.settle();
    expect(await studio.mirror.status()).toMatchObject({ state: 'up_to_date', lastCopiedAt: expect.any(String) });
  });

  it('that is over makes the copy wait, and a new one lets it go on', async () => {
    await studio.signIn();
    await studio.settle();
    studio.cloud.endSessions();
    await addJobs(studio, 3);
    await studio.pass(20_000);
    expect(await studio.mirror.status()).toMatchObject({ state: 'needs_login', signedInAs: null });
    expect(studio.cloud.rows.jobs.size).toBe(0);
    await studio.signIn();
    await studio.settle();
    await expectTheSame(studio);
  });

  it('with a wrong password or code changes nothing and names the field', async () => {
    const wrong = await studio.mirror.signIn({ email: 'ada@example.com', password: 'no' }, 'browser');
    expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid_input', errors: [{ path: 'password' }] } });
    expect(await studio.mirror.signIn({ email: 'ada@example.com' }, 'browser')).toMatchObject({
      value: { codeSent: true },
    });
    const code = await studio.mirror.verify({ email: 'ada@example.com', code: '000000' }, 'browser');
    expect(code).toMatchObject({ ok: false, error: { errors: [{ path: 'code' }] } });
    expect((await studio.mirror.verify({ email: 'ada@example.com', code: '123456' }, 'browser')).ok).toBe(true);
  });

  it('ends here even where Supabase cannot be told', async () => {
    await studio.signIn();
    await studio.settle();
    studio.cloud.fault = { code: 'unreachable', detail: 'away' };
    expect(await studio.mirror.signOut('browser')).toMatchObject({ state: 'needs_login', signedInAs: null });
    const { items } = await studio.store.audit.list({ beforeId: null, limit: 10 });
    expect(items.map(({ action }) => action)).toEqual(['cloud_signed_out', 'cloud_signed_in']);
  });

  it('shows the recovery key once, and once more only when asked for it', async () => {
    expect(await studio.mirror.recoveryKey(false, 'browser')).toMatchObject({ ok: true, value: 'ABCD-EFGH' });
    expect(await studio.mirror.recoveryKey(false, 'browser')).toMatchObject({ error: { code: 'invalid_state' } });
    expect(await studio.mirror.recoveryKey(true, 'browser')).toMatchObject({ ok: true });
    expect((await studio.mirror.status()).recoveryKeyShown).toBe(true);
    const { items } = await studio.store.audit.list({ beforeId: null, limit: 10 });
    expect(items.map(({ action }) => action)).toEqual(['recovery_key_shown', 'recovery_key_shown']);
  });
});
