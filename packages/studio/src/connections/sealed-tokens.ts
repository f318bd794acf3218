import { ok, type PublishingService, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { Sealer } from '../secrets/sealer.ts';
import type { VaultError } from '../secrets/secret-vault.ts';
import { tokensPurpose } from './connection-store.ts';
import type { HeldTokens } from './login-service.ts';

const heldSchema = z.object({ access: z.string().min(1), refresh: z.string().min(1).nullable() });

interface Account {
  readonly service: PublishingService;
  readonly accountId: string;
}

/** Seals the tokens of an account, as they lie in its row and in the cloud. */
export async function sealTokens(
  sealer: Sealer,
  { service, accountId }: Account,
  { access, refresh }: HeldTokens,
): Promise<Result<string, VaultError>> {
  const sealed = await sealer.seal(tokensPurpose(service, accountId), JSON.stringify({ access, refresh }));
  return sealed.ok ? ok(sealed.value) : sealed;
}

/** Null: they were sealed with another key, or the key is out of reach. */
export async function openTokens(
  sealer: Sealer,
  { service, accountId }: Account,
  sealed: string,
): Promise<HeldTokens | null> {
  const text = await sealer.unseal(tokensPurpose(service, accountId), sealed);
  return text === null ? null : heldSchema.parse(JSON.parse(text));
}
