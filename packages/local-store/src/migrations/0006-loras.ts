import type { Migration } from './migration.ts';

/** The library takes LoRAs, and keeps what their files say of themselves. */
export const loras: Migration = {
  version: 6,
  name: 'loras',
  sql: `
    ALTER TABLE asset ADD COLUMN lora_json TEXT;
  `,
};
