import { err, ok, type Visibility } from '@videoexpress/job-schema';
import type { Clock, ConnectionTokens, PublishingSite, PublishOutcome, PublishTask } from '@videoexpress/studio';
import { parsed } from './answer.ts';
import { followProcessing, videoError, videoStatus, watchAddress } from './follow-processing.ts';
import { preflightYoutube } from './preflight-youtube.ts';
import { setThumbnail } from './set-thumbnail.ts';
import { readJournal, writeJournal } from './typed-journal.ts';
import { askSession, dropSession } from './upload-session.ts';
import { uploadVideo } from './upload-video.ts';
import { createYoutubeApi, type YoutubeApi } from './youtube-api.ts';
import { type Uploaded, videoListSchema, type YoutubeVideo } from './youtube-words.ts';

const googleBase = 'https://www.googleapis.com';

export interface YoutubeSiteDeps {
  readonly tokens: ConnectionTokens;
  readonly clock: Clock;
  /** An IANA name, for times that a person reads. */
  readonly timeZone: () => string;
  /** Where the API is; null: at Google. */
  readonly base: string | null;
}

/** YouTube, by its resumable uploads. */
export function createYoutubeSite(deps: YoutubeSiteDeps): PublishingSite {
  const { clock, timeZone } = deps;
  const base = (deps.base ?? googleBase).replace(/\/+$/, '');
  const apiOf = (account: { readonly connectionId: PublishTask['account']['connectionId'] }): YoutubeApi =>
    createYoutubeApi(base, deps.tokens, account.connectionId);

  async function publish(task: PublishTask): Promise<PublishOutcome> {
    const parts = { api: apiOf(task.account), task, clock, timeZone };
    const uploaded = await uploadVideo(parts);
    if ('kind' in uploaded) return uploaded;
    const processed = await followProcessing(parts, uploaded.videoId);
    if (processed.kind !== 'processed') return processed;
    const thumbnail = await thumbnailNote(parts.api, task, uploaded);
    if (task.signal.aborted) return { kind: 'aborted' };
    return outcomeOf(task, processed.video, thumbnail);
  }

  /** Custom thumbnails of Shorts are taken only after the processing, so all of them are sent then. */
  async function thumbnailNote(api: YoutubeApi, task: PublishTask, uploaded: Uploaded): Promise<string> {
    if (uploaded.thumbnail !== null) return uploaded.thumbnail;
    if (task.content.cover.kind === 'none') return '';
    const cover = await task.cover();
    if (cover === null) return 'Its own thumbnail could not be made; YouTube chose one.';
    const note = await setThumbnail(api, uploaded.videoId, cover, clock.now(), task.signal);
    await writeJournal(task.journal, { ...uploaded, thumbnail: note });
    return note;
  }

  function outcomeOf(task: PublishTask, { id, status }: YoutubeVideo, thumbnail: string): PublishOutcome {
    const visibility = status.privacyStatus ?? null;
    const scheduled =
      status.publishAt !== undefined && visibility === 'private' && Date.parse(status.publishAt) > clock.now();
    const wanted: Visibility = scheduled ? 'private' : task.content.visibility;
    const differs = visibility !== null && visibility !== wanted && task.publishAtMs === null;
    const notes = [
      thumbnail,
      differs ? `You asked for ${wanted}, and YouTube made it ${visibility}. Change it there.` : '',
    ].filter((note) => note !== '');
    const note = notes.length === 0 ? null : notes.join(' ');
    return { kind: 'published', remoteId: id, url: watchAddress(id), visibility, scheduled, note };
  }

  return {
    service: 'youtube',
    schedules: true,
    needsLink: false,
    preflight: preflightYoutube,
    // It does not tell; what is used up is told when it refuses.
    quota: async () => ok(null),
    publish,

    async withdraw({ account, journal, signal }) {
      const entry = await readJournal(journal);
      if (entry === null) return 'withdrawn';
      // It may be watched, and deleting it needs a right that the studio does not ask for.
      if (entry.step === 'uploaded') return 'may_be_public';
      const api = apiOf(account);
      if (entry.mayBeComplete) {
        const asked = await askSession(api, entry.session, entry.bytes, signal);
        if (!asked.ok) return asked.error.code === 'unreachable' ? 'unreachable' : 'may_be_public';
        if (asked.value.status !== 308) return asked.value.status >= 500 ? 'unreachable' : 'may_be_public';
      }
      // An upload that nobody sends to makes no video, whatever comes of this.
      await dropSession(api, entry.session, signal);
      return 'withdrawn';
    },

    async look(account, remoteId, signal) {
      const answer = await videoStatus(apiOf(account), remoteId, signal);
      if (!answer.ok) return err(answer.error);
      const list = parsed(videoListSchema, answer.value);
      if (answer.value.status !== 200 || list === null)
        return err({ code: 'unreachable', detail: `HTTP ${answer.value.status}` });
      const [video] = list.items;
      if (video === undefined) return ok('gone');
      const visibility = video.status.privacyStatus ?? null;
      return ok({ live: visibility === 'public', visibility, url: watchAddress(video.id), error: videoError(video) });
    },
  };
}
