import {
  type Connection,
  type Post,
  type PostState,
  type Publication,
  publishingServices,
} from '@videoexpress/job-schema';
import { percentOf } from '../words/job-words.ts';

const dayMs = 86_400_000;

function startOfDay(ms: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** The time of a day: `18:00`. */
export function timeWords(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** A day and a time: `Today, 18:00`, `Tomorrow, 09:12`, `Tue 24 Nov, 18:00`, with the year where it is another. */
export function dayTimeWords(iso: string, nowMs: number): string {
  const date = new Date(iso);
  const days = Math.round((startOfDay(date.getTime()) - startOfDay(nowMs)) / dayMs);
  const near = { '-1': 'Yesterday', '0': 'Today', '1': 'Tomorrow' }[String(days)];
  const isThisYear = date.getFullYear() === new Date(nowMs).getFullYear();
  const parts = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const day = near ?? date.toLocaleDateString('en-GB', isThisYear ? parts : { ...parts, year: 'numeric' });
  return `${day.replace(',', '')}, ${timeWords(iso)}`;
}

/** Where a post stands, in a few words: `Uploading 64 %`, `Published, private`. */
export function postStateWords(post: Post): string {
  switch (post.state) {
    case 'draft':
      return 'Draft';
    case 'queued':
      return 'In the queue';
    case 'uploading':
      return post.fraction === null ? 'Uploading' : `Uploading ${percentOf(post.fraction)} %`;
    case 'processing':
      return `Processing at ${publishingServices[post.service]}`;
    case 'scheduled':
      return post.scheduledBy === 'service' ? `Scheduled at ${publishingServices[post.service]}` : 'Scheduled';
    case 'live':
      return post.visibility === null || post.visibility === 'public' ? 'Published' : `Published, ${post.visibility}`;
    case 'rejected':
      return 'Rejected';
    case 'needs_attention':
      return 'Needs you';
    case 'cancelled':
      return 'Cancelled, not posted';
  }
}

/** Whether a post is still under way, so that it can be cancelled. */
export function isUnderWay(state: PostState): boolean {
  return state === 'queued' || state === 'uploading' || state === 'processing';
}

/** When it went or goes out; else when the publication was made. */
export function postMoment(post: Post, createdAt: string): string {
  return post.publishedAt ?? post.scheduledAt ?? createdAt;
}

/** Whether it is in the queue and was put off there, until its service takes posts again or somebody logs in. */
export function isPutOff(post: Post): boolean {
  return post.state === 'queued' && post.error !== null;
}

/** When the newest thing happened to a publication, or will: `Now`, `Waiting`, `Tomorrow, 09:12`. */
export function publicationMomentWords({ posts, createdAt }: Publication, nowMs: number): string {
  const underWay = posts.filter(({ state }) => isUnderWay(state));
  if (underWay.length > 0) return underWay.every(isPutOff) ? 'Waiting' : 'Now';
  const moments = posts.map((post) => postMoment(post, createdAt)).toSorted();
  return dayTimeWords(moments.at(-1) ?? createdAt, nowMs);
}

/** The title of a post, where it has one that is not the name of its clip: what tells posts of one clip apart. */
export function titleOf({ posts, clipName }: Publication): string | null {
  const title = posts.map(({ content }) => content.title.trim()).find((each) => each !== '');
  return title === undefined || title === clipName ? null : title;
}

/**
 * What keeps a post that is still to be sent from here from going out: its login has ended, and a new one mends that; or
 * its account was disconnected, and connected again it is another one to the post. Null: nothing.
 */
export function accountTrouble(post: Post, connections: readonly Connection[]): 'needs_login' | 'gone' | null {
  if ((post.state !== 'scheduled' && post.state !== 'queued') || post.scheduledBy === 'service') return null;
  const connection = connections.find(({ id }) => id === post.connectionId);
  if (connection === undefined) return 'gone';
  return connection.state === 'needs_login' ? 'needs_login' : null;
}

/** The time of a scheduled post where the posts of its publication go out at different ones; else null. */
export function ownTimeWords(post: Post, { posts }: Publication, nowMs: number): string | null {
  if (post.state !== 'scheduled' || post.scheduledAt === null) return null;
  return posts.every(({ scheduledAt }) => scheduledAt === post.scheduledAt)
    ? null
    : dayTimeWords(post.scheduledAt, nowMs);
}
