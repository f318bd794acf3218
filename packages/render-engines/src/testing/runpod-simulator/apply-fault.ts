import type { Clock } from '@videoexpress/studio';
import { z } from 'zod';
import { type Answer, json } from './answer.ts';
import type { AnswerFault } from './answer-fault.ts';

const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad gateway</h1></body></html>';

/** Carries a call out, or not, and spoils its answer as the fault says. */
export async function applyFault(
  fault: AnswerFault | null,
  clock: Clock,
  carryOut: () => Promise<Answer>,
): Promise<Answer> {
  if (fault === null) return carryOut();
  switch (fault.kind) {
    case 'too_many_requests':
      return json(429, { error: 'too many requests' }, retryAfterHeader(fault.retryAfter));
    case 'unauthorized':
      return json(401, { error: 'unauthorized' });
    case 'not_found':
      return json(404, { error: 'not found' });
    case 'forget_result':
      return carryOut();
    case 'slow':
      await new Promise<void>((resolve) => clock.after(fault.delayMs, resolve));
      return carryOut();
    case 'state_word':
      return changed(await carryOut(), (body) => ({ ...body, status: fault.word }));
    case 'earlier_state':
      return changed(await carryOut(), (body) => earlier(body, fault.state));
    case 'server_error':
    case 'reset':
    case 'hang':
    case 'html':
    case 'truncated_json': {
      const answer = fault.accepted ? await carryOut() : null;
      return spoiled(fault, answer);
    }
  }
}

type SpoilingFault = Extract<AnswerFault, { readonly accepted: boolean }>;

function spoiled(fault: SpoilingFault, answer: Answer | null): Answer {
  switch (fault.kind) {
    case 'server_error':
      return json(fault.status, { error: 'internal server error' });
    case 'reset':
      return { kind: 'reset' };
    case 'hang':
      return { kind: 'hang' };
    case 'html':
      return { kind: 'reply', status: fault.status, headers: { 'content-type': 'text/html' }, body: page };
    case 'truncated_json': {
      const whole = answer?.kind === 'reply' ? answer : { status: 200, body: '{"id":"cut","status":"IN_QUEUE"}' };
      const headers = { 'content-type': 'application/json' };
      return {
        kind: 'reply',
        status: whole.status,
        headers,
        body: whole.body.slice(0, Math.floor(whole.body.length / 2)),
      };
    }
  }
}

function retryAfterHeader(value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { 'retry-after': value };
}

const objectSchema = z.record(z.string(), z.unknown());

function changed(answer: Answer, change: (body: Record<string, unknown>) => Record<string, unknown>): Answer {
  if (answer.kind !== 'reply' || answer.status !== 200) return answer;
  return { ...answer, body: JSON.stringify(change(objectSchema.parse(JSON.parse(answer.body)))) };
}

function earlier(body: Record<string, unknown>, state: string): Record<string, unknown> {
  const { id } = body;
  return state === 'IN_QUEUE' ? { id, status: state } : { id, status: state, delayTime: 0, executionTime: 1 };
}
