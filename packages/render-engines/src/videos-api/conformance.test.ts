import { systemClock } from '@videoexpress/host';
import { engineConformance } from '../testing/engine-conformance.ts';
import { engineFor, resolvedInput, videoIdOf } from '../testing/videos-api-server/engine-room.ts';
import { VideosApiServer } from '../testing/videos-api-server/videos-api-server.ts';

for (const dialect of ['vllm-omni', 'sglang'] as const) {
  engineConformance(`Videos API (${dialect})`, async () => {
    const server = await VideosApiServer.start({ dialect });
    let isCutOff = false;
    const routes = ['models', 'create', 'list', 'read', 'content', 'delete'] as const;
    return {
      engine: engineFor(server.url, null, systemClock),
      smallInput: resolvedInput,
      longInput: resolvedInput,
      letFinish: (remoteId) => server.finish(videoIdOf({ remoteId })),
      cutOff: () => {
        isCutOff = true;
        for (const route of routes) for (let each = 0; each < 3; each += 1) server.next(route, { kind: 'never' });
      },
      // What hangs on this server is not the engine's to hold: it hung up.
      held: () => (isCutOff ? 0 : server.openRequests),
      end: () => server.close(),
    };
  });
}
