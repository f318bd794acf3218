'use client';

import type { Settings } from '@videoexpress/job-schema';
import { useState } from 'react';
import { Button } from '../../../parts/button.tsx';
import { Switch } from '../../../parts/switch.tsx';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { playTone } from '../../../queue/alerts/tones.ts';
import { SectionCard } from '../parts/section-card.tsx';
import { describedBy, SettingRow } from '../parts/setting-row.tsx';

const blocked =
  'This browser blocks notifications from the studio. Allow them for this site beside its address, then switch them on again.';
const impossible = 'This browser has no notifications.';

async function askPermission(): Promise<string | undefined> {
  if (!('Notification' in window)) return impossible;
  const answer =
    Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission;
  if (answer === 'granted') return undefined;
  return answer === 'denied' ? blocked : 'The browser was not allowed to, so nothing was switched on.';
}

/** A sound and a note of the system when a clip is done or failed. */
export function NotificationsSection({ notifications }: Pick<Settings, 'notifications'>) {
  const patchSettings = usePatchSettings();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const isBlockedHere =
    notifications.desktop && typeof Notification !== 'undefined' && Notification.permission === 'denied';
  const switchDesktop = async (isOn: boolean) => {
    setProblem(undefined);
    const why = isOn ? await askPermission() : undefined;
    if (why === undefined) await patchSettings({ notifications: { desktop: isOn } });
    else setProblem(why);
  };
  return (
    <SectionCard id="notifications" title="Notifications">
      <SettingRow id="notify-sound" label="Sound" help="A short tone when a clip is done, a lower one when it failed.">
        <Button onClick={() => playTone('done')}>Play it</Button>
        <Switch
          id="notify-sound"
          isOn={notifications.sound}
          describedBy={describedBy('notify-sound')}
          onChange={(sound) => void patchSettings({ notifications: { sound } })}
        />
      </SettingRow>
      <SettingRow
        id="notify-desktop"
        label="Desktop notification"
        help="When the studio is not the window you look at. The browser asks once."
        error={problem ?? (isBlockedHere ? blocked : undefined)}
      >
        <Switch
          id="notify-desktop"
          isOn={notifications.desktop}
          describedBy={describedBy('notify-desktop')}
          onChange={(isOn) => void switchDesktop(isOn)}
        />
      </SettingRow>
    </SectionCard>
  );
}
