import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const version = 1;
const ivBytes = 12;
const tagBytes = 16;

/**
 * Seals a value with AES-256-GCM: a version byte, a fresh 12-byte IV, the tag, the ciphertext, in base64. The name goes in
 * as additional data, so that a value moved under another name is refused.
 *
 * @param key 32 bytes
 */
export function seal(key: Buffer, name: string, value: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  cipher.setAAD(additional(name));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The value again, or null: another key, another name, a changed byte, or a version that is not known. */
export function unseal(key: Buffer, name: string, text: string): string | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length <= 1 + ivBytes + tagBytes || bytes[0] !== version) return null;
  const iv = bytes.subarray(1, 1 + ivBytes);
  const tag = bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
    decipher.setAAD(additional(name));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** The version is bound too, so that a later one cannot be passed off as this one. */
function additional(name: string): Buffer {
  return Buffer.from(`videoexpress secret v${version} ${name}`, 'utf8');
}
