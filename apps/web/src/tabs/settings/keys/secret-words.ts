import type { Secret } from '@videoexpress/job-schema';

/** What a person calls it: “RunPod API key”. */
export function nameOf({ service, label }: Pick<Secret, 'service' | 'label'>): string {
  const isName = /^[A-Z]{2}/.test(label);
  return `${service.label} ${isName ? label : label.charAt(0).toLowerCase() + label.slice(1)}`;
}

const places = { keychain: 'Keychain', file: 'Sealed file' } as const;

/** Where the value in use comes from. Empty where there is none. */
export function placeOf({ source, setIn, stored }: Secret): string {
  if (source === null) return '';
  if (source !== 'env') return places[source];
  const outside = setIn === 'env_file' ? 'Set in a .env' : 'Set in the environment';
  const beneath = stored === null ? '' : ` Another is kept in the ${places[stored].toLowerCase()}.`;
  return `${outside}, which wins over this page.${beneath}`;
}
