'use client';

import { useEngines } from '../../live/live-provider.tsx';
import { useSettings } from '../../settings/use-settings.ts';
import { AboutSection } from './about/about-section.tsx';
import { AppearanceSection } from './appearance/appearance-section.tsx';
import { AuditSection } from './audit/audit-section.tsx';
import { CloudSection } from './cloud/cloud-section.tsx';
import { ConnectionsSection } from './connections/connections-section.tsx';
import { CostsSection } from './costs/costs-section.tsx';
import { CrashReportsSection } from './crash-reports/crash-reports-section.tsx';
import { EnginesSection } from './engines/engines-section.tsx';
import { HealthSection } from './health/health-section.tsx';
import { KeyboardSection } from './keyboard/keyboard-section.tsx';
import { KeysSection } from './keys/keys-section.tsx';
import { NotificationsSection } from './notifications/notifications-section.tsx';
import { useScrollToLinked } from './section-hash.ts';
import { SectionNav } from './section-nav.tsx';
import { StorageSection } from './storage/storage-section.tsx';
import { SuggestionsSection } from './suggestions/suggestions-section.tsx';

/** Everything that can be set, each change in force at once. */
export function SettingsTab() {
  const settings = useSettings();
  const engines = useEngines();
  useScrollToLinked(settings !== undefined && engines !== undefined);
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface-1">
      <div className="flex column-head shrink-0 items-center border-b border-line px-6 max-md:px-4">
        <h1 className="text-read font-semibold">Settings</h1>
      </div>
      <div className="@container relative min-h-0 flex-1 overflow-y-auto p-6 max-md:p-4">
        <div className="grid items-start gap-6 max-md:gap-4 @min-[720px]:grid-cols-[160px_minmax(0,1fr)]">
          <SectionNav />
          {settings === undefined ? null : (
            <div className="grid items-start gap-6 max-md:gap-4 @min-[1000px]:grid-cols-2">
              <div className="grid min-w-0 gap-6 max-md:gap-4">
                <HealthSection />
                <EnginesSection engines={engines ?? []} settings={settings} />
                <CostsSection engines={engines ?? []} settings={settings} />
                <StorageSection settings={settings} />
                <CloudSection settings={settings} />
                <KeysSection />
              </div>
              <div className="grid min-w-0 gap-6 max-md:gap-4">
                <ConnectionsSection settings={settings} />
                <SuggestionsSection captions={settings.captions} />
                <AppearanceSection theme={settings.theme} />
                <NotificationsSection notifications={settings.notifications} />
                <KeyboardSection shortcuts={settings.shortcuts} />
                <CrashReportsSection crashReports={settings.crashReports} />
                <AuditSection />
                <AboutSection />
              </div>
            </div>
          )}
        </div>
      </div>
    </main>
  );
}
