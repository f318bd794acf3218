import { describe, expect, it } from 'vitest';
import { createThisComputer, type RunTool } from './this-computer.ts';

const mac: RunTool = async () => '  "IOPlatformUUID" = "0A1B-2C3D"';
const otherMac: RunTool = async () => '  "IOPlatformUUID" = "FFFF-2C3D"';

describe('what tells a computer from others', () => {
  it('is the same each time, and another for another computer or data folder', async () => {
    const facts = (run: RunTool, dataFolder = '/home/ada/studio') =>
      createThisComputer({ platform: 'darwin', dataFolder, run })();
    const { mark } = await facts(mac);
    expect(mark).toMatch(/^[0-9a-f]{64}$/);
    expect((await facts(mac)).mark).toBe(mark);
    expect((await facts(otherMac)).mark).not.toBe(mark);
    expect((await facts(mac, '/home/ada/copy')).mark).not.toBe(mark);
    expect((await facts(async () => null)).mark).not.toBe(mark);
  });

  it('is looked for once', async () => {
    let asked = 0;
    const run: RunTool = async () => {
      asked += 1;
      return null;
    };
    const computer = createThisComputer({ platform: 'win32', dataFolder: 'C:\\studio', run });
    await Promise.all([computer(), computer()]);
    expect(asked).toBe(1);
  });
});
