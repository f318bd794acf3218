'use client';

import { useHealth } from '../../../live/live-provider.tsx';
import { buttonClasses } from '../../../parts/button.tsx';
import { Link } from '../../../parts/soft-link.tsx';
import { Switch } from '../../../parts/switch.tsx';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { describedBy, SettingRow } from '../parts/setting-row.tsx';

const id = 'crash-reports-switch';

/** The switch, how things stand, and the way to what is sent. */
export function CrashReportsBody({ isOn }: { readonly isOn: boolean }) {
  const patchSettings = usePatchSettings();
  const health = useHealth()?.find((each) => each.id === 'sentry');
  return (
    <>
      <SettingRow
        id={id}
        label="Report crashes"
        help="To the Sentry project whose DSN you set under Keys. Without one, nothing is reported to anyone."
      >
        <Switch
          id={id}
          isOn={isOn}
          describedBy={describedBy(id)}
          onChange={(crashReports) => void patchSettings({ crashReports })}
        />
      </SettingRow>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <p data-service="sentry" className="min-w-0 flex-1 basis-48 text-meta wrap-anywhere text-text-2">
          {health?.detail} {health?.fix}
        </p>
        <Link href="/settings/crash-reports" className={buttonClasses()}>
          What is sent
        </Link>
      </div>
    </>
  );
}
