'use client';

import type { Job, Settings } from '@videoexpress/job-schema';
import { useEffect, useEffectEvent, useRef } from 'react';
import { posterUrl } from '../../api/asset-urls.ts';
import { isPublishing } from '../../words/job-words.ts';
import { useOpenJob } from '../job-link.tsx';
import { alertFor, alertToHear, alertWays, type JobAlert } from './alert-rules.ts';
import { playTone, wakeTones } from './tones.ts';
import { isLookedAt, showWhenLookedAt, takeTurn, type Turn } from './window-turns.ts';

interface JobAlertsProps {
  readonly jobs: Readonly<Record<string, Job>>;
  readonly wanted: Settings['notifications'];
}

const gestures = ['pointerdown', 'keydown'] as const;

/** The window's turns: for notifications at once, for sound once a person has touched this window. */
function useTurns() {
  const turns = useRef<{ desktop: Turn; sound: Turn | null } | null>(null);
  useEffect(() => {
    const mine: { desktop: Turn; sound: Turn | null } = { desktop: takeTurn('videoexpress.notifies'), sound: null };
    turns.current = mine;
    const onGesture = () => {
      wakeTones();
      mine.sound ??= takeTurn('videoexpress.sounds');
    };
    if (navigator.userActivation.hasBeenActive) onGesture();
    for (const gesture of gestures) window.addEventListener(gesture, onGesture, { once: true });
    const stopShowing = showWhenLookedAt();
    return () => {
      for (const gesture of gestures) window.removeEventListener(gesture, onGesture);
      stopShowing();
      mine.desktop.end();
      mine.sound?.end();
    };
  }, []);
  return turns;
}

function notify(alert: JobAlert, job: Job | undefined, open: (id: string, isPost?: boolean) => void): void {
  const clip = job?.output.assetIds[0];
  const note = new Notification(alert.title, {
    body: alert.body,
    tag: alert.jobId,
    silent: true,
    ...(clip === undefined ? {} : { icon: posterUrl(clip) }),
  });
  note.addEventListener('click', () => {
    window.focus();
    open(alert.jobId, job !== undefined && isPublishing(job));
    note.close();
  });
}

/** Tells a person who looks elsewhere that a clip is done or has failed. Of all windows of the browser, one does. */
export function JobAlerts({ jobs, wanted }: JobAlertsProps) {
  const before = useRef(jobs);
  const turns = useTurns();
  const openJob = useOpenJob();
  const tell = useEffectEvent(async (alerts: readonly JobAlert[]) => {
    const ways = alertWays({
      wanted,
      sounds: turns.current?.sound?.isMine() ?? false,
      notifies: turns.current?.desktop.isMine() ?? false,
      isAllowed: 'Notification' in window && Notification.permission === 'granted',
      isLookedAt: await isLookedAt(),
    });
    const heard = alertToHear(alerts);
    if (ways.sound && heard !== null) playTone(heard);
    if (ways.desktop) for (const alert of alerts) notify(alert, jobs[alert.jobId], openJob);
  });
  useEffect(() => {
    const known = before.current;
    before.current = jobs;
    if (known === jobs) return;
    const alerts = Object.values(jobs)
      .filter((job) => known[job.id] !== job)
      .map((job) => alertFor(known[job.id], job))
      .filter((alert) => alert !== null);
    if (alerts.length > 0) void tell(alerts);
  }, [jobs]);
  return null;
}
