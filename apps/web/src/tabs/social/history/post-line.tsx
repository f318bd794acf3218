'use client';

import { useQuery } from '@tanstack/react-query';
import { type Post, type Publication, publishingServices } from '@videoexpress/job-schema';
import { Check, CircleAlert, CircleSlash, Clock, ExternalLink } from 'lucide-react';
import { connectionsQuery } from '../../../channels/connections-query.ts';
import { Button, buttonClasses } from '../../../parts/button.tsx';
import { MoreMenu } from '../../../parts/more-menu.tsx';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { ProgressBar } from '../../../parts/progress-bar.tsx';
import { ServiceIcon } from '../../../parts/service-icon.tsx';
import { Link } from '../../../parts/soft-link.tsx';
import { connectHref } from '../compose/connect-href.ts';
import { isPutOff, accountTrouble, ownTimeWords, postStateWords } from '../../../publishing/post-words.ts';
import { usePostDeeds } from './use-post-deeds.tsx';

interface PostLineProps {
  readonly publication: Publication;
  readonly post: Post;
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75, className: 'shrink-0' } as const;

/** A sign for how it stands; its word stands beside it. */
function StateSign({ post }: { post: Post }) {
  switch (post.state) {
    case 'live':
      return (
        <span className="text-positive">
          <Check {...icon} />
        </span>
      );
    case 'scheduled':
      return (
        <span className="text-text-3">
          <Clock {...icon} />
        </span>
      );
    case 'rejected':
    case 'needs_attention':
      return (
        <span className="text-negative">
          <CircleAlert {...icon} />
        </span>
      );
    case 'cancelled':
      return (
        <span className="text-text-3">
          <CircleSlash {...icon} />
        </span>
      );
    default:
      return isPutOff(post) ? (
        <span className="text-warning">
          <Clock {...icon} />
        </span>
      ) : null;
  }
}

function troubleWords(trouble: 'needs_login' | 'gone', { accountName }: Post): string {
  return trouble === 'gone'
    ? `It cannot go out before ${accountName} is connected again.`
    : `It goes out once ${accountName} is connected again.`;
}

/** Where one post stands: measured while it is under way, with its link when it is there, with its way out otherwise. */
export function PostLine({ publication, post }: PostLineProps) {
  const deeds = usePostDeeds(publication, post);
  const service = publishingServices[post.service];
  const nowMs = useNowMinuteMs();
  const { data: channels } = useQuery(connectionsQuery);
  const trouble = post.error !== null || channels === undefined ? null : accountTrouble(post, channels.items);
  const state = [postStateWords(post), ownTimeWords(post, publication, nowMs)]
    .filter((each) => each !== null)
    .join(', ');
  const words = post.error === null ? state : post.error.userMessage;
  const hasBar = post.state === 'uploading' || post.state === 'processing';
  return (
    <li className="grid min-w-0 content-start gap-1 py-1" data-post={post.id} data-state={post.state}>
      <div className="flex min-w-0 items-start gap-2">
        <span title={`${service}: ${post.accountName}`} className="flex h-6 shrink-0 items-center gap-2 text-text-2">
          <ServiceIcon service={post.service} />
          <span className="sr-only">
            {service}, {post.accountName}:
          </span>
          <StateSign post={post} />
        </span>
        <div className="flex min-h-6 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-words">
            {words}
            {trouble === null ? null : <span className="text-warning">. {troubleWords(trouble, post)}</span>}
          </span>
          {hasBar ? (
            <span className="w-16 shrink-0">
              <ProgressBar
                fraction={post.state === 'uploading' ? post.fraction : null}
                label={`${publication.clipName}, ${service}`}
                stage={postStateWords(post)}
              />
            </span>
          ) : null}
          {post.url === null || post.state === 'processing' ? null : (
            <a
              href={post.url}
              target="_blank"
              rel="noopener noreferrer"
              className={`${buttonClasses('bare', 'small')} text-text-2`}
            >
              Open
              <ExternalLink aria-hidden="true" size={14} strokeWidth={1.75} />
              <span className="sr-only"> at {service}</span>
            </a>
          )}
          {trouble === 'needs_login' || post.error?.action === 'reconnect' ? (
            <Link href={connectHref} className={buttonClasses('quiet', 'small')}>
              Reconnect
            </Link>
          ) : null}
          {trouble === 'gone' ? (
            <Button size="small" onClick={deeds.rewrite}>
              Change it
            </Button>
          ) : null}
          {deeds.retry === null || post.error === null || post.error.action === 'reconnect' ? null : post.error
              .action === 'edit' ? (
            <Button size="small" onClick={deeds.rewrite}>
              Change it
            </Button>
          ) : (
            <Button size="small" disabled={deeds.isBusy} onClick={deeds.retry}>
              Try again
            </Button>
          )}
        </div>
        <MoreMenu label={`More for ${publication.clipName} at ${service}`} items={deeds.menu} className="md:size-6!" />
      </div>
      {post.note === null ? null : <p className="pl-6 text-meta text-text-2">{post.note}</p>}
      {post.error === null ? null : (
        <details className="pl-12 text-meta text-text-2">
          <summary className="w-fit">Details</summary>
          <p className="mt-1 font-mono break-words">
            {post.error.code}: {post.error.detail}
          </p>
        </details>
      )}
      {deeds.dialog}
    </li>
  );
}
