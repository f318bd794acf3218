import { err, ok, type Result } from '@videoexpress/job-schema';
import type { LoginAccount, LoginError } from '@videoexpress/studio';
import { z } from 'zod';
import { askService, below } from './ask-service.ts';

const channelsSchema = z.object({
  items: z
    .array(
      z.object({ id: z.string().min(1), snippet: z.object({ title: z.string(), customUrl: z.string().optional() }) }),
    )
    .default([]),
});
const errorSchema = z.object({
  error: z.object({ errors: z.array(z.object({ reason: z.string() })).default([]), status: z.string().optional() }),
});

const noChannel =
  'This Google account has no YouTube channel. Make one at https://www.youtube.com/create_channel, or log in with the account that has it.';

/** Whose tokens these are: the channel that videos would go to. */
export async function youtubeChannel(
  api: string,
  access: string,
  signal: AbortSignal,
): Promise<Result<LoginAccount, LoginError>> {
  const url = below(api, '/youtube/v3/channels?part=snippet&mine=true');
  const asked = await askService({ url, bearer: access }, signal);
  if (!asked.ok) return err({ code: 'unreachable', detail: 'YouTube could not be reached. Try again.' });
  const { status, body } = asked.value;
  if (status !== 200) return err(errorOf(status, body));
  const read = channelsSchema.safeParse(body);
  if (!read.success) return err({ code: 'unreachable', detail: 'YouTube gave an answer that could not be read.' });
  const [channel] = read.data.items;
  if (channel === undefined) return err({ code: 'refused', detail: noChannel });
  const { title, customUrl } = channel.snippet;
  return ok({
    accountId: channel.id,
    accountName: title === '' ? channel.id : title,
    handle: customUrl?.startsWith('@') === true ? customUrl.slice(1) : null,
    accountUrl: `https://www.youtube.com/channel/${encodeURIComponent(channel.id)}`,
  });
}

function errorOf(status: number, body: unknown): LoginError {
  const told = errorSchema.safeParse(body);
  const reason = told.success ? (told.data.error.errors[0]?.reason ?? told.data.error.status ?? '') : '';
  if (reason === 'youtubeSignupRequired') return { code: 'refused', detail: noChannel };
  if (status === 401) return { code: 'dead', detail: 'YouTube takes this login no more. Connect the account again.' };
  if (reason === 'accessNotConfigured') {
    const detail =
      'The YouTube Data API is not enabled in the Google Cloud project of this client. Enable it there, and connect again.';
    return { code: 'refused', detail };
  }
  if (reason === 'quotaExceeded' || reason === 'dailyLimitExceeded' || status === 429) {
    const detail = "The project's quota at YouTube is used up until midnight, Pacific time. Try again then.";
    return { code: 'unreachable', detail };
  }
  if (status === 403) return { code: 'refused', detail: 'YouTube does not let this account see its channel.' };
  return { code: 'unreachable', detail: `YouTube answered with status ${status}. Try again later.` };
}
