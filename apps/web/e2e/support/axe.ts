import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * A change of theme or width fades colours, and axe would measure one that is on its way. What runs for ever, such as the
 * light of a running job, is not waited for.
 */
async function untilColoursStand(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const fades = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(fades.map(({ finished }) => finished));
  });
}

/** What axe calls serious or critical on the page as it stands, or in one part of it. */
export async function seriousFaults(page: Page, part = 'html'): Promise<readonly string[]> {
  const faults = await axeFaults(page, part);
  return faults.filter(({ isSerious }) => isSerious).map(({ words }) => words);
}

/** Everything that axe finds on the page as it stands, however small, or in one part of it. */
export async function allFaults(page: Page, part = 'html'): Promise<readonly string[]> {
  const faults = await axeFaults(page, part);
  return faults.map(({ words }) => words);
}

interface AxeFault {
  readonly isSerious: boolean;
  readonly words: string;
}

async function axeFaults(page: Page, part: string): Promise<readonly AxeFault[]> {
  await untilColoursStand(page);
  // The page has no frames, so axe need not open a page of its own to put several answers together.
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, impact, nodes }) => ({
    isSerious: impact === 'serious' || impact === 'critical',
    words: `${id}: ${nodes.map((node) => node.html).join(' ')}`,
  }));
}
