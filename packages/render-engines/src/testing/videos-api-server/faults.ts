/** Which request a fault befalls. */
export type Route = 'models' | 'create' | 'list' | 'read' | 'content' | 'delete';

/** What goes wrong, once, with the next request of its route. */
export type VideosApiFault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
    }
  /** The answer breaks off in the middle of its JSON, with all headers in order. */
  | { readonly kind: 'half_json' }
  /** A page of a proxy in front. */
  | { readonly kind: 'html'; readonly status: number }
  /** The request is carried out, and the connection breaks before the answer. */
  | { readonly kind: 'reset_after' }
  /** The connection breaks before anything is done. */
  | { readonly kind: 'reset_before' }
  /** Carried out, and answered when `until` resolves. */
  | { readonly kind: 'late'; readonly until: Promise<void> }
  /** A submission that came whole, is carried out when `until` resolves, and never answered. */
  | { readonly kind: 'taken_late'; readonly until: Promise<void> }
  /** Carried out, and never answered. */
  | { readonly kind: 'hang_after' }
  /** Carried out, and answered with an error all the same. */
  | { readonly kind: 'answer_after'; readonly status: number }
  /** The answer breaks off in the middle. */
  | { readonly kind: 'truncated' }
  /** It comes to a standstill there, and the connection stays. */
  | { readonly kind: 'stalled' }
  | { readonly kind: 'never' };
