/**
 * How a large library scrolls: `node --conditions=source bench/library-scroll.mjs [assets]`, after `next build` in apps/web.
 * The list is scrolled from top to bottom by the wheel in a real Chromium; what is shown are the tasks that held the page
 * up for more than 50 ms, the gaps between frames, and what the page holds in memory. On a machine that has more to do,
 * tasks take longer than they work: for them the time that the processor really worked is shown too, from a trace.
 */
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { startTestDaemon } from '../apps/web/e2e/support/daemon.ts';
import { fillLibraryOf } from '../apps/web/e2e/support/fill-library.ts';

const print = (line) => void process.stdout.write(`${line}\n`);
const count = Number(process.argv[2] ?? 10_000);
/** A quick hand at a wheel: this many pixels, this many times a second. */
const wheelPixels = 400;
const wheelsASecond = 30;

const daemon = await startTestDaemon();
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info', '--js-flags=--expose-gc'],
});
try {
  await fillLibraryOf(daemon, count);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries()) window.longTasks.push({ duration, startTime });
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(await daemon.loginLink());
  await page.goto(`${daemon.url}/library`);
  await page.locator('[data-asset]').first().waitFor();
  await page.waitForTimeout(1000);
  const heap = () =>
    page.evaluate(() => {
      globalThis.gc?.();
      return Math.round(performance.memory.usedJSHeapSize / 1e6);
    });
  const before = { heap: await heap(), elements: await page.evaluate(() => document.querySelectorAll('*').length) };
  await page.evaluate(() => {
    window.longTasks.length = 0;
    window.frameGaps = [];
    let last = performance.now();
    const look = (now) => {
      window.frameGaps.push(now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await browser.startTracing(page, { categories: ['toplevel'] });
  await page.mouse.move(700, 500);
  const startedMs = performance.now();
  let mostElements = 0;
  for (let turn = 0; ; turn += 1) {
    await page.mouse.wheel(0, wheelPixels);
    await page.waitForTimeout(1000 / wheelsASecond);
    if (turn % 50 !== 49) continue;
    const at = await page.evaluate(() => {
      const scroller = document.querySelector('[data-scroller="library"]');
      return {
        isAtEnd: scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 4,
        elements: document.querySelectorAll('*').length,
      };
    });
    mostElements = Math.max(mostElements, at.elements);
    if (at.isAtEnd) break;
  }
  const seconds = (performance.now() - startedMs) / 1000;
  const worked = mainThreadWork(await browser.stopTracing());
  const seen = await page.evaluate(() => ({ longTasks: window.longTasks, frameGaps: window.frameGaps }));
  const gaps = seen.frameGaps.toSorted((one, other) => one - other);
  const at = (part) => Math.round(gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * part))] ?? 0);
  const tasks = seen.longTasks.map(({ duration }) => Math.round(duration)).toSorted((one, other) => other - one);
  const rows = {
    assets: count,
    'seconds of scrolling': Math.round(seconds),
    'tasks over 50 ms': tasks.length,
    'the longest of them, ms': tasks.slice(0, 5).join(', ') || '-',
    'work of the longest tasks, ms': worked.slice(0, 5).join(', '),
    'tasks that worked over 16, 30 ms': [16, 30].map((least) => worked.filter((ms) => ms > least).length).join(', '),
    'tasks that worked over 50 ms': worked.filter((ms) => ms > 50).length,
    frames: gaps.length,
    'time between frames, middle, ms': at(0.5),
    'time between frames, 99 of 100, ms': at(0.99),
    'elements before, most': `${before.elements}, ${mostElements}`,
    'script heap before, after, MB': `${before.heap}, ${await heap()}`,
  };
  for (const [label, value] of Object.entries(rows)) print(`${label.padEnd(36)}${String(value).padStart(20)}`);
} finally {
  await browser.close();
  await daemon.remove();
}

/** How long the processor worked on each task of the page's own thread, the longest first, in milliseconds. */
function mainThreadWork(trace) {
  const { traceEvents } = JSON.parse(trace.toString('utf8'));
  const pageThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ tdur, pid, tid }) => tdur !== undefined && pageThreads.has(`${pid} ${tid}`))
    .map(({ tdur }) => Math.round(tdur / 100) / 10)
    .toSorted((one, other) => other - one);
}
