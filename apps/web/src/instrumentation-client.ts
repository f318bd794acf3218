/**
 * Next runs this before any other code of the page. zod would try `new Function` to compile its parsers; the page's
 * Content-Security-Policy forbids that, and each try would be reported as a violation. zod reads this object when it
 * starts, so it is there first.
 */
declare global {
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}

globalThis.__zod_globalConfig = { ...globalThis.__zod_globalConfig, jitless: true };

export {};
