import type { AuditLog } from '../audit/audit-log.ts';
import type { StudioDeps } from '../studio-deps.ts';
import { createMirror } from './create-mirror.ts';
import type { MirrorWork } from './mirror.ts';

/** The copy of a studio, made of what the studio is made of. */
export function studioMirror(deps: StudioDeps, audit: Pick<AuditLog, 'note'>, onChange: () => void): MirrorWork {
  return createMirror({
    ...deps.cloud,
    events: deps.events,
    sealer: deps.sealer,
    audit,
    appVersion: deps.appVersion,
    clock: deps.clock,
    log: deps.log,
    tell: (cloud) => deps.queue.appendEvent({ topic: 'cloud', payload: cloud }, deps.clock.now()),
    onChange,
  });
}
