import { exitCodes, plainText } from '@videoexpress/host';
import { err, type Result, type Spend, type SpendMonth, usdWords } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../arguments/option.ts';
import { parseWholeNumber } from '../arguments/values.ts';
import { connectFor } from '../daemon-link/link.ts';
import { callFailure, type Failure, usageFailure } from '../failure.ts';
import type { Paint } from '../printer/style.ts';
import { table } from '../printer/table.ts';

const maxMonths = 36;

/** `videoexpress spend` */
export const spendCommand: Command = {
  name: 'spend',
  summary: 'Show what renders cost, month by month',
  options: [
    { name: 'months', value: 'N', help: `How many, 12 when left out, at most ${maxMonths}` },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress spend', what: 'this month and the ones before, by engine' },
    { line: 'videoexpress config set monthlyBudgetUsd 20', what: 'paid engines wait once a month has cost $20' },
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const months = readMonths(invocation.value('months'));
    if (!months.ok) return printer.fail(months.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const spend = await link.value.client.call('getSpend', { query: { months: months.value } });
    if (!spend.ok) return printer.fail(callFailure(spend.error));
    printer.document(spend.value.body);
    for (const line of spendLines(spend.value.body, printer.paint)) printer.line(line);
    return exitCodes.done;
  },
};

function readMonths(text: string | null): Result<number, Failure> {
  const months = parseWholeNumber('months', text ?? '12');
  if (!months.ok || (months.value >= 1 && months.value <= maxMonths)) return months;
  return err(usageFailure(`--months is "${months.value}". Give a whole number from 1 to ${maxMonths}.`));
}

/** The months that cost something, and this one in any case. */
function spendLines({ timeZone, monthlyBudgetUsd, reservedUsd, months }: Spend, paint: Paint): string[] {
  const [now, ...past] = months;
  if (now === undefined) return [];
  const budget = monthlyBudgetUsd === null ? '' : ` of ${usdWords(monthlyBudgetUsd)}`;
  const reserved = reservedUsd === 0 ? '' : `, ${usdWords(reservedUsd)} reserved for renders under way`;
  return [
    `${paint('strong', `This month ${usdWords(now.usd)}${budget}`)}${reserved}`,
    ...engineRows(now),
    ...past
      .filter(({ renders }) => renders > 0)
      .flatMap((month) => ['', `${month.month} ${usdWords(month.usd)}`, ...engineRows(month)]),
    paint('dim', `Months begin by the time of ${plainText(timeZone)}.`),
  ];
}

function engineRows({ engines }: SpendMonth): string[] {
  return table(
    engines.map(({ engine, usd, renders, unknown }) => [
      `  ${plainText(engine)}`,
      usdWords(usd),
      renders === 1 ? '1 render' : `${renders} renders`,
      unknown === 0 ? '' : `cost of ${unknown} not known`,
    ]),
  );
}
