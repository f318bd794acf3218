'use client';

import { type Connection, publishingServices } from '@videoexpress/job-schema';
import { buttonClasses } from '../../../parts/button.tsx';
import { ServiceIcon } from '../../../parts/service-icon.tsx';
import { Link } from '../../../parts/soft-link.tsx';
import { chosenConnections, type ComposeDraft, serviceNames } from './compose-draft.ts';
import { changeCompose } from './compose-store.ts';
import { connectHref } from './connect-href.ts';

interface AccountsProps {
  readonly draft: ComposeDraft;
  readonly connections: readonly Connection[];
}

/** The accounts that the post goes to, each to be left out, and the way to connect a service that has none. */
export function Accounts({ draft, connections }: AccountsProps) {
  const chosen = new Set(chosenConnections(draft, connections).map(({ id }) => id));
  const toggle = ({ id }: Connection, isOn: boolean) => {
    const others = connections.filter((each) => each.id !== id && chosen.has(each.id)).map((each) => each.id);
    changeCompose({ connectionIds: isOn ? [...others, id] : others });
  };
  const unconnected = serviceNames.filter((service) => !connections.some((each) => each.service === service));
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="mb-1 text-meta text-text-2">Post to</legend>
      {connections.map((connection) => (
        <label
          key={connection.id}
          className="flex min-h-8 cursor-pointer items-center gap-2 rounded-2 border border-line px-2 has-checked:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-md:min-h-10"
        >
          <input
            type="checkbox"
            checked={chosen.has(connection.id)}
            onChange={(change) => toggle(connection, change.target.checked)}
            className="size-4 shrink-0 accent-text-1 outline-none"
          />
          <ServiceIcon service={connection.service} />
          <bdi className="min-w-0 flex-1 truncate">
            {connection.accountName}
            <span className="sr-only">, {publishingServices[connection.service]}</span>
          </bdi>
          {connection.state === 'needs_login' ? (
            <span className="text-meta text-warning">Login needed</span>
          ) : connection.handle === null ? null : (
            <span className="truncate text-meta text-text-2">@{connection.handle}</span>
          )}
        </label>
      ))}
      {unconnected.map((service) => (
        <div key={service} className="flex min-h-8 items-center gap-2 rounded-2 border border-line pr-1 pl-2">
          <ServiceIcon service={service} />
          <span className="min-w-0 flex-1 truncate text-text-2">{publishingServices[service]}: no account yet</span>
          <Link href={connectHref} className={buttonClasses('bare', 'small')}>
            Connect
          </Link>
        </div>
      ))}
    </fieldset>
  );
}
