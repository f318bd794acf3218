import { execFileSync } from 'node:child_process';

/**
 * A child leaves at its next turn after the daemon is gone. On a loaded machine that turn may be long in coming, so what counts
 * is how long the child worked meanwhile; one that only waits has less time: nothing it could wait for is left.
 */
const worksAtMostSeconds = 10;
const waitAtMostMs = 30_000;

/** Processes of a group whose leader is gone that outlive it. */
export async function leftInGroup(groupId: number): Promise<number[]> {
  const giveUp = performance.now() + waitAtMostMs;
  const workedBefore = new Map(processesOf(groupId).map(({ pid, workedSeconds }) => [pid, workedSeconds]));
  for (;;) {
    const left = processesOf(groupId);
    const stays = left.some(({ pid, workedSeconds }) => {
      return workedSeconds - (workedBefore.get(pid) ?? 0) > worksAtMostSeconds;
    });
    if (left.length === 0 || stays || performance.now() > giveUp) return left.map(({ pid }) => pid);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function processesOf(groupId: number): { pid: number; workedSeconds: number }[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,time='], { encoding: 'utf8' }).trim().split('\n');
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, group, state]) => Number(group) === groupId && !state?.startsWith('Z'))
    .map(([pid, , , time]) => ({ pid: Number(pid), workedSeconds: secondsOf(time ?? '') }));
}

/** `[[days-]hours:]minutes:seconds`, as every `ps` writes it. */
function secondsOf(time: string): number {
  const [clock = '', days = '0'] = time.split('-').toReversed();
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}
