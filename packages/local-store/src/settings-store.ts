import type { SettingsStore } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { appendEvent, type CommitSignal } from './event-log.ts';
import { guarded } from './guarded.ts';
import type { Tables } from './tables.ts';
import type { WriteTransaction } from './write-transaction.ts';

const settingsKey = 'settings';

async function readKept(db: Kysely<Tables>): Promise<unknown> {
  const row = await db.selectFrom('setting').select('value_json').where('key', '=', settingsKey).executeTakeFirst();
  if (row === undefined) return undefined;
  try {
    return JSON.parse(row.value_json);
  } catch {
    // The rules take anything that they cannot read for damaged, and say so.
    return null;
  }
}

/** What a person has set, in one row of the settings table. */
export function createSettingsStore(db: Kysely<Tables>, write: WriteTransaction, commits: CommitSignal): SettingsStore {
  return {
    read: () => guarded(() => readKept(db)),
    async change(decide, nowMs) {
      const settings = await write(async (trx) => {
        const decided = decide(await readKept(trx));
        const value_json = JSON.stringify(decided.stored);
        await trx
          .insertInto('setting')
          .values({ key: settingsKey, value_json })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value_json }))
          .execute();
        await appendEvent(trx, 'settings', decided.settings, nowMs);
        return decided.settings;
      });
      commits.fire();
      return settings;
    },
  };
}
