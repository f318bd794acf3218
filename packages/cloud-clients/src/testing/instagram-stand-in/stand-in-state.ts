/** A container as the stand-in has it. */
export interface StandInContainer {
  readonly id: string;
  readonly accountId: string;
  readonly form: Readonly<Record<string, string>>;
  /** The clip, as it was fetched. */
  readonly clip: Buffer;
  /** Looks at its status that still find it at work. */
  looksLeft: number;
  statusCode: 'IN_PROGRESS' | 'FINISHED' | 'ERROR' | 'EXPIRED' | 'PUBLISHED';
  status: string;
}

/** A Reel that is out. */
export interface StandInReel {
  readonly id: string;
  readonly containerId: string;
  readonly accountId: string;
  readonly caption: string;
  readonly permalink: string;
  readonly publishedAtMs: number;
  readonly form: Readonly<Record<string, string>>;
  readonly clip: Buffer;
}

/** What is asked of it, in one word each. */
export type StandInCall = 'create' | 'status' | 'publish' | 'permalink' | 'list' | 'limit';

/**
 * What goes wrong with a call. `before`: nothing is done; `after`: it is done, and the answer is lost.
 * - an error of the Graph API, with its HTTP status
 * - `cut`: the connection ends without an answer
 * - `hang`: there is never an answer
 * - `outage`: a page of HTML with 502
 */
export interface StandInFault {
  readonly when: 'before' | 'after';
  readonly what:
    | 'cut'
    | 'hang'
    | 'outage'
    | {
        readonly status: number;
        readonly code: number;
        readonly subcode?: number;
        readonly isTransient?: boolean;
        readonly message?: string;
        readonly retryAfterSeconds?: number;
      };
}

/** What an error answer looks like. */
export function errorBody(
  code: number,
  message: string,
  more: { readonly subcode?: number | undefined; readonly isTransient?: boolean | undefined } = {},
): unknown {
  return {
    error: {
      message,
      type: code === 190 ? 'OAuthException' : 'IGApiException',
      code,
      ...(more.subcode === undefined ? {} : { error_subcode: more.subcode }),
      is_transient: more.isTransient ?? false,
      fbtrace_id: 'AbCdEfGh',
    },
  };
}
