import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineConformance } from './engine-conformance.ts';
import { ScriptedEngine } from './scripted-engine.ts';

engineConformance('scripted', (scratch) => {
  const resultPath = join(scratch, 'result.mp4');
  writeFileSync(resultPath, 'a clip');
  const engine = new ScriptedEngine({ resultPath });
  const input = { prompt: 'A red fox in snow', width: 64, height: 64, num_frames: 8, fps: 8, seed: 1 };
  return {
    engine,
    smallInput: input,
    longInput: input,
    letFinish: (remoteId) => engine.finish(remoteId),
    cutOff: () => engine.cutOff(),
    held: () => 0,
  };
});
