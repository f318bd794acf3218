import type { Page } from '@playwright/test';

/** What a page must never do, collected while it is open. */
export interface PageFaults {
  readonly all: () => readonly string[];
}

/** Watches for errors, for violations of the policy, and for requests that leave the origin. */
export async function watchForFaults(page: Page, origin: string): Promise<PageFaults> {
  const faults: string[] = [];
  const violations = new Set<string>();
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // Of a request that failed, the browser's words say everything but which one it was.
    faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isHere = url.origin === origin || url.protocol === 'data:' || url.protocol === 'blob:';
    if (!isHere) faults.push(`left the origin: ${request.url()}`);
  });
  await page.exposeFunction('reportPolicyViolation', (what: string) => violations.add(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (violation) => {
      const report: unknown = Reflect.get(window, 'reportPolicyViolation');
      if (typeof report === 'function') report(`${violation.violatedDirective}: ${violation.blockedURI}`);
    });
  });
  return { all: () => [...faults, ...[...violations].map((what) => `policy: ${what}`)] };
}
