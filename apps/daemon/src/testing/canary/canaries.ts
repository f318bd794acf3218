import { randomBytes } from 'node:crypto';

/**
 * A value that can only be a leak where it is found: random, and with characters that JSON, addresses and shells write in
 * another way. `label` says which slot it was put into.
 */
export interface Canary {
  readonly label: string;
  readonly value: string;
}

export function canary(label: string): Canary {
  const random = () => randomBytes(9).toString('base64');
  return { label, value: `cnry+${random()}"\\%/&${random()}=${random()}` };
}

/** A value for a `.env`, where quotes have a meaning. */
export function plainCanary(label: string): Canary {
  return { label, value: `cnry+${randomBytes(30).toString('base64')}` };
}

/** So many characters of a value at its beginning or its end are a leak too: a text that was cut short has them. */
const pieceCharacters = 12;

/** The ways a value may be written, made here anew and not by the code that takes values out of texts. */
function formsOf({ value }: Canary): ReadonlyMap<string, string> {
  const bytes = Buffer.from(value, 'latin1');
  const escaped = JSON.stringify(value).slice(1, -1);
  const address = encodeURIComponent(value);
  const forms = new Map([
    ['as it is', value],
    ['its beginning', value.slice(0, pieceCharacters)],
    ['its end', value.slice(-pieceCharacters)],
    ['as JSON', escaped],
    ['as JSON in JSON', JSON.stringify(escaped).slice(1, -1)],
    ['in an address', address],
    ['its beginning in an address', address.slice(0, pieceCharacters + 4)],
    ['its end in an address', address.slice(-pieceCharacters - 4)],
    ['in a query', new URLSearchParams({ x: value }).toString().slice(2)],
    ['in HTML', value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ['in hex', bytes.toString('hex')],
    ['in upper hex', bytes.toString('hex').toUpperCase()],
    ['in UTF-16', bytes.toString('latin1').split('').join('\0')],
  ]);
  for (const before of [0, 1, 2]) {
    // The characters at the ends also hold bits of what stands beside it, so they are left out.
    const text = Buffer.concat([Buffer.alloc(before, 'x'), bytes, Buffer.alloc(3, 'x')]).toString('base64');
    const own = text.slice(before === 0 ? 0 : 4, Math.floor(((before + bytes.length) * 4) / 3) - 1);
    forms.set(`in base64, ${before} off`, own);
    forms.set(`in base64 for addresses, ${before} off`, own.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

/** Looks for canaries in what leaves the daemon. */
export class CanarySearch {
  readonly #needles: { readonly label: string; readonly form: string; readonly bytes: Buffer }[];
  readonly leaks: string[] = [];
  /** How many bytes of each kind of place were looked at: a search that found nothing to look at proves nothing. */
  readonly searched = new Map<string, number>();

  constructor(canaries: readonly Canary[]) {
    this.#needles = canaries.flatMap((each) =>
      [...formsOf(each)].map(([form, text]) => ({ label: each.label, form, bytes: Buffer.from(text, 'latin1') })),
    );
  }

  /** `kind` is the kind of place, `where` the very place. */
  look(kind: string, where: string, text: string | Uint8Array): void {
    const haystack = typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(text);
    this.searched.set(kind, (this.searched.get(kind) ?? 0) + haystack.length);
    for (const { label, form, bytes } of this.#needles) {
      if (haystack.includes(bytes)) this.leaks.push(`${kind}, ${where}: ${label}, ${form}`);
    }
  }
}
