import { exitCodes } from '@videoexpress/host';
import { type Asset, err, ok } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { shortAssetId } from './asset-id.ts';
import { nameText } from './asset-text.ts';
import { forEachAsset } from './each-asset.ts';

/** `videoexpress assets delete` */
export const assetsDeleteCommand: Command = {
  name: 'assets delete',
  summary: 'Move assets to the trash',
  operands: { usage: 'ID...', min: 1, max: 1000 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress assets delete 1a2b3c4d', what: 'the end of an id is enough' }],
  notes: [
    'The trash keeps them for some days (trashDays). What a job that has not ended needs stays where it is.',
    'What lies in the trash already ends with 0. Ends with 1 when one of several could not be deleted.',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const { code, done } = await forEachAsset(cli, link.value, invocation.positionals, {
      notDone: 'Not deleted',
      async act(asset) {
        const deleted = await link.value.client.call('deleteAsset', { params: { id: asset.id } });
        return deleted.ok ? ok({ asset: deleted.value.body }) : err(callFailure(deleted.error));
      },
      tell: ({ asset }: { readonly asset: Asset }) => printer.line(`In the trash: ${nameText(asset, 80)}`),
    });
    if (done.length > 0 && code === exitCodes.done) {
      const ids = done.slice(0, 20).map(({ asset }) => shortAssetId(asset.id));
      printer.note(`Bring back with: videoexpress assets restore ${ids.join(' ')}${done.length > 20 ? ' ...' : ''}`);
    }
    return code;
  },
};
