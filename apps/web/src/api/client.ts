import {
  type Answer,
  type ApiClient,
  type CallAnswer,
  type CallArguments,
  createApiClient,
  type RouteName,
} from '@videoexpress/job-schema';
import { CallFailure } from './call-failure.ts';

/** The daemon that served this page, with the session that the page's cookie names. */
export const api: ApiClient = createApiClient({ baseUrl: '' });

/** A call whose failure is thrown as a `CallFailure`, for queries and mutations. */
export async function call<Name extends RouteName>(
  name: Name,
  args: CallArguments<Name>,
): Promise<Answer<CallAnswer<Name>>> {
  const result = await api.call(name, args);
  if (!result.ok) throw new CallFailure(result.error);
  return result.value;
}
