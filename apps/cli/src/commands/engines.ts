import { exitCodes, plainText } from '@videoexpress/host';
import { loraBases, type Engine, type EngineModel } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../arguments/option.ts';
import { connectFor } from '../daemon-link/link.ts';
import { callFailure } from '../failure.ts';
import type { Paint } from '../printer/style.ts';
import { table } from '../printer/table.ts';

/** `videoexpress engines` */
export const enginesCommand: Command = {
  name: 'engines',
  summary: 'Show what can render, its models and their limits',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress engines', what: 'what --engine and --set may name' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const engines = await link.value.client.call('listEngines', {});
    if (!engines.ok) return printer.fail(callFailure(engines.error));
    const { items } = engines.value.body;
    printer.document({ items });
    for (const engine of items) {
      for (const line of engineLines(engine, printer.paint)) printer.line(line);
    }
    return exitCodes.done;
  },
};

function engineLines(engine: Engine, paint: Paint): string[] {
  const { id, label, notice, isDefault, health, models, workers } = engine;
  const well =
    health.status === 'ok' ? paint('good', 'ok') : paint(health.status === 'down' ? 'bad' : 'caution', health.status);
  const head = `${paint('strong', id)}  ${plainText(label)}  ${well}${isDefault ? paint('dim', '  (default)') : ''}`;
  // Rented workers, by number and with what keeping one warm costs, are worth a line where all is well too.
  const detail =
    health.status === 'ok' && workers === null
      ? []
      : [`  ${plainText(health.detail)}`, ...(health.fix === null ? [] : [`  ${plainText(health.fix)}`])];
  const caution = health.caution === undefined ? [] : [`  ${plainText(health.caution)}`];
  return [head, `  ${plainText(notice)}`, ...detail, ...caution, ...models.flatMap((model) => modelLines(model)), ''];
}

/** What it does and what it may be, so that nobody has to try. */
function parameterText(parameter: EngineModel['parameters'][number]): string {
  const { type, help } = parameter;
  switch (type) {
    case 'choice':
      return `${help} (${parameter.choices.map(({ value }) => value).join(', ')}; left out: ${parameter.default})`;
    case 'number':
      return `${help} (${parameter.min} to ${parameter.max}; left out: ${parameter.default})`;
    case 'switch':
      return `${help} (true or false; left out: ${parameter.default})`;
    case 'text':
      return help;
  }
}

function modelLines(model: EngineModel): string[] {
  const { id, kinds, limits, defaults, parameters, pricePerSecondUsd } = model;
  const { sidePixels, fps, durationSeconds } = limits;
  const price =
    pricePerSecondUsd === null
      ? 'unknown'
      : pricePerSecondUsd === 0
        ? 'free'
        : `$${pricePerSecondUsd.toPrecision(2)} a second`;
  const rows = [
    ['  Model', id],
    ['  Kinds', kinds.join(', ')],
    [
      '  Sides',
      `${sidePixels.min} to ${sidePixels.max} pixels, multiples of ${sidePixels.multipleOf}, ${limits.maxPixels} pixels in all`,
    ],
    ['  Length', `${durationSeconds.min} to ${durationSeconds.max} s at ${fps.min} to ${fps.max} frames a second`],
    ['  Default', `${defaults.width}x${defaults.height}, ${defaults.num_frames} frames, ${defaults.fps} a second`],
    ['  Price', price],
    ...(model.needs === undefined ? [] : [['  Needs', plainText(model.needs)]]),
    ...(model.lastFrame === true ? [['  Last frame', 'can end on a picture, --last-image']] : []),
    ...(model.loraBase === undefined ? [] : [['  LoRAs', `those for ${loraBases[model.loraBase]}, --lora`]]),
    ...parameters.map((parameter) => [`  --set ${parameter.name}`, plainText(parameterText(parameter))]),
  ];
  return table(rows);
}
