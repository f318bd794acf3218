import { type Asset, err, ok } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { nameText } from './asset-text.ts';
import { forEachAsset } from './each-asset.ts';

/** `videoexpress assets restore` */
export const assetsRestoreCommand: Command = {
  name: 'assets restore',
  summary: 'Take assets back out of the trash',
  operands: { usage: 'ID...', min: 1, max: 1000 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress assets restore 1a2b3c4d', what: 'ids: videoexpress assets list --trash' }],
  notes: ['What is in the library already ends with 0. Ends with 1 when one of several could not be restored.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const { code } = await forEachAsset(cli, link.value, invocation.positionals, {
      notDone: 'Not restored',
      async act(asset) {
        const restored = await link.value.client.call('restoreAsset', { params: { id: asset.id } });
        return restored.ok ? ok({ asset: restored.value.body }) : err(callFailure(restored.error));
      },
      tell: ({ asset }: { readonly asset: Asset }) => printer.line(`In the library: ${nameText(asset, 80)}`),
    });
    return code;
  },
};
