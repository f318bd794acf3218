import { publishingServices, type PublishingService } from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';
import type { NotPending } from './pending-logins.ts';

/** Why nothing was connected, as HTTP tells it and as the page of the callback says it. */
export type LoginProblem = Pick<Refusal, 'detail'> & {
  readonly code: Extract<
    Refusal['code'],
    'invalid_state' | 'login_refused' | 'service_unreachable' | 'secret_store_unusable' | 'disk_full'
  >;
};

/** What can go wrong before a service is asked. */
export type LoginFault =
  | NotPending
  | 'not_set_up'
  | 'denied'
  | 'failed_there'
  | 'no_code'
  | 'no_tokens'
  | 'begin_first';

const again = 'Nothing was connected. Begin again in the studio, under Settings, Connections.';

/** The sentence for a fault. @param what is missing, with `not_set_up` */
export function loginProblem(fault: LoginFault, service: PublishingService, what = ''): LoginProblem {
  const label = publishingServices[service];
  switch (fault) {
    case 'unknown':
      return {
        code: 'invalid_state',
        detail: `This login was not begun here, or the studio was restarted since. ${again}`,
      };
    case 'other_service':
      return { code: 'invalid_state', detail: `This login was begun for another service than ${label}. ${again}` };
    case 'other_browser':
      return {
        code: 'invalid_state',
        detail: `This login was begun in another browser, or this one keeps no cookies. ${again} You can also copy the address of this page into the field there.`,
      };
    case 'expired':
      return { code: 'invalid_state', detail: `A login has to be finished within 10 minutes. ${again}` };
    case 'used':
      return {
        code: 'invalid_state',
        detail:
          'This login was finished already: each works once. The studio shows under Settings, Connections what came of it.',
      };
    case 'not_set_up':
      return {
        code: 'invalid_state',
        detail: `A login at ${label} needs ${what} first. Set it under Settings, Connections, or in the environment.`,
      };
    case 'denied':
      return { code: 'login_refused', detail: `${label} was told no. ${again}` };
    case 'failed_there':
      return { code: 'login_refused', detail: `${label} could not finish the login. ${again}` };
    case 'no_code':
      return { code: 'login_refused', detail: `There is no code of ${label} in it. ${again}` };
    case 'no_tokens':
      return { code: 'login_refused', detail: `${label} has no tokens to paste. Log in instead.` };
    case 'begin_first':
      return {
        code: 'invalid_state',
        detail: `There is no login at ${label} under way. Begin one, and paste what it ends with within 10 minutes.`,
      };
  }
}
