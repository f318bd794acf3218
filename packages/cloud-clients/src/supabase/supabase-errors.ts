import type { CloudError } from '@videoexpress/studio';

/** What an answer of PostgREST says when it says no. */
export interface RestFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
}

const missing = new Set(['PGRST205', 'PGRST204', 'PGRST202', '42P01', '42883', '42703']);
const asleep = /project (?:is )?paused|inactive/i;

/** Why a request for rows failed, as the rules know it. */
export function restError(failure: RestFailure, host: string): CloudError {
  const { status, code, message } = failure;
  const common = commonError(failure, host);
  if (common !== null) return common;
  if (code.startsWith('PGRST30')) return { code: 'needs_login', detail: 'The sign-in is no longer taken.' };
  if (code === '42501' && status === 401) return { code: 'needs_login', detail: 'Supabase took this for a stranger.' };
  if (code === '42501' && message.includes('row-level security')) {
    // The studio writes rows of the person who is signed in and no others, so it is the rules that are wrong, not the row.
    return { code: 'needs_setup', detail: 'The rules of the tables there do not let the studio write.' };
  }
  if (code === '42501') {
    return { code: 'needs_setup', detail: 'The tables there may not be used yet: grants are missing.' };
  }
  if (missing.has(code)) return { code: 'needs_setup', detail: 'The tables of the studio are not there yet.' };
  if (status === 401) return { code: 'needs_login', detail: 'The sign-in is no longer taken.' };
  return { code: 'refused', detail: `${code === '' ? status : code}: ${message.slice(0, 300)}` };
}

/** What an answer of Supabase Auth says when it says no. */
export interface AuthFailure extends RestFailure {
  /** A renewal, where every no means that the sign-in is over. */
  readonly renewing: boolean;
}

const authWords: Readonly<Record<string, string>> = {
  invalid_credentials: 'The e-mail address or the password is wrong.',
  otp_expired: 'The code is wrong or too old.',
  email_not_confirmed: 'The address was not confirmed yet. Follow the link in the e-mail first.',
  user_banned: 'The account is locked.',
};

/** Why a sign-in or its renewal failed. */
export function authError(failure: AuthFailure, host: string): CloudError {
  const { status, code, message, renewing } = failure;
  const common = commonError(failure, host);
  if (common !== null) return common;
  const words = authWords[code];
  if (words !== undefined) return { code: 'needs_login', detail: words };
  if (renewing) return { code: 'needs_login', detail: 'The sign-in is over.' };
  if (code === 'signup_disabled' || code === 'otp_disabled') {
    return {
      code: 'refused',
      detail: 'The project takes no new accounts. Allow sign-ups there, or add the user there.',
    };
  }
  return { code: 'refused', detail: `Supabase says: ${message.slice(0, 300)} (${code === '' ? status : code})` };
}

/** What both say alike; null: it is something of their own. */
function commonError({ status, code, message, retryAfterMs }: RestFailure, host: string): CloudError | null {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 0) return { code: 'unreachable', detail: unreachableText(message, host) };
  if (status === 540 || (status >= 500 && asleep.test(message))) {
    return { code: 'paused', detail: 'The project is paused, as Supabase does after a week without use.' };
  }
  if (status === 401 && /api key/i.test(message)) {
    return { code: 'invalid_key', detail: `${host} does not take this key.` };
  }
  if (status === 429 || code.startsWith('over_')) {
    return {
      code: 'rate_limited',
      detail: 'Supabase was asked too often and wants to be left alone for a while.',
      ...wait,
    };
  }
  if (status >= 500) {
    return { code: 'unreachable', detail: `${host} answers with an error of its own (${status}).`, ...wait };
  }
  return null;
}

function unreachableText(message: string, host: string): string {
  if (/ENOTFOUND|EAI_AGAIN/.test(message)) {
    return `${host} cannot be found. If this computer is online, the project may be paused or deleted.`;
  }
  if (/ECONNREFUSED/.test(message)) return `${host} takes no connection.`;
  if (/timeout|aborted/i.test(message)) return `${host} did not answer in time.`;
  return `${host} cannot be reached.`;
}
