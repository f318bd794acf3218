'use client';

import { usePathname } from 'next/navigation';
import { type KeyboardEvent, lazy, Suspense, useSyncExternalStore } from 'react';
import { useCommands } from '../commands/command-registry.ts';
import { useJobs, useQueue } from '../live/live-provider.tsx';
import { useMediaQuery } from '../parts/media-query.ts';
import { useSettings } from '../settings/use-settings.ts';
import { phoneWindow, type TabKind, tabKindOf, useDrawerForm, wideWindow } from './drawer-choice.ts';
import { EditHost } from './edit/edit-host.tsx';
import { JobWatcher } from './job-watcher.tsx';
import { QueueCommands } from './queue-commands.tsx';
import { QueuePanel } from './queue-panel.tsx';
import { QueueStrip } from './queue-strip.tsx';
import { RemovalKeeper } from './removal-keeper.ts';
import { useQueueSections } from './use-queue-sections.ts';

/** Nobody wants it by default, so nobody loads it by default. */
const JobAlerts = lazy(async () => ({ default: (await import('./alerts/job-alerts.tsx')).JobAlerts }));

const never = () => () => {};

/** Whether the page is alive; what depends on the window's width or on stored choices waits for it. */
function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/** The drawer beside a tab: a column with every row, or a strip. In a narrow window the column lies over the tab. */
function Drawer() {
  const kind = tabKindOf(usePathname());
  const isWide = useMediaQuery(wideWindow);
  const [form, choose] = useDrawerForm(kind, isWide);
  const sections = useQueueSections();
  const queue = useQueue();
  const held = queue?.paused === true ? 'The queue is paused' : (queue?.enginePauses[0]?.userMessage ?? null);
  const isColumn = form === 'column';
  useCommands([
    {
      id: 'queue.toggle',
      label: 'Open or close the queue',
      group: 'queue',
      keys: 'Q',
      run: () => choose(isColumn ? 'strip' : 'column'),
    },
  ]);
  const closeOnEscape = (press: KeyboardEvent) => {
    if (press.key === 'Escape' && !press.defaultPrevented && !isWide) choose('strip');
  };
  return (
    <div className={`relative flex min-h-0 ${isColumn && isWide ? 'w-(--queue-width)' : 'w-(--strip-width)'}`}>
      {isColumn ? (
        <div
          role="presentation"
          onKeyDown={closeOnEscape}
          className={`flex min-h-0 w-(--queue-width) flex-col ${isWide ? '' : 'absolute inset-y-0 right-0 z-20 shadow-pop'}`}
        >
          <QueuePanel sections={sections} onClose={() => choose('strip')} />
        </div>
      ) : (
        <QueueStrip sections={sections} held={held} onOpen={() => choose('column')} />
      )}
    </div>
  );
}

/** What stands in the drawer's place until the page is alive, as wide as the drawer will be where nobody chose a form. */
function DrawerSpace({ kind }: { kind: TabKind }) {
  const width = kind === 'generate' ? 'w-(--strip-width) xl:w-(--queue-width)' : 'w-(--strip-width)';
  return <div className={`border-l border-line bg-surface-1 max-md:hidden ${width}`} />;
}

/** The queue of a phone: the whole width, below the clip. The screen of the form has none. */
function PhoneQueue() {
  const sections = useQueueSections();
  return <QueuePanel sections={sections} isInPage />;
}

/** What goes on whether or not anyone looks at the rows: the title, what is said aloud, sounds and notifications. */
function Watchers() {
  const jobs = useJobs();
  const sections = useQueueSections();
  const wanted = useSettings()?.notifications;
  if (jobs === undefined || sections === undefined) return null;
  return (
    <>
      <JobWatcher jobs={jobs} sections={sections} />
      {wanted?.sound === true || wanted?.desktop === true ? (
        <Suspense fallback={null}>
          <JobAlerts jobs={jobs} wanted={wanted} />
        </Suspense>
      ) : null}
      <QueueCommands sections={sections} />
      <RemovalKeeper />
      <EditHost />
    </>
  );
}

/** The queue beside every tab. */
export function QueueDrawer() {
  const pathname = usePathname();
  const kind = tabKindOf(pathname);
  const isPhone = useMediaQuery(phoneWindow);
  const isHydrated = useIsHydrated();
  if (!isHydrated) return <DrawerSpace kind={kind} />;
  const isQueueScreen = kind === 'generate' && pathname !== '/';
  return (
    <>
      {isPhone ? null : <Drawer />}
      {isPhone && isQueueScreen ? <PhoneQueue /> : null}
      <Watchers />
    </>
  );
}
