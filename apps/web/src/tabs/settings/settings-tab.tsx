'use client';

/** The tab of that name. */
export function SettingsTab() {
  return (
    <main className="min-w-0 flex-1 bg-surface-1">
      <div className="flex h-(--head-height) items-center border-b border-line px-6">
        <h1 className="text-read font-semibold">Settings</h1>
      </div>
    </main>
  );
}
