import { err, ok, type Result } from '@videoexpress/job-schema';
import type { RenderEngine, RenderStatus } from './render-engine.ts';

/** Takes the secrets of this studio out of a text. */
export type Redact = (text: string) => string;

/**
 * The engine, with every secret taken out of what it says. A service that quotes the key it was sent, or a client that
 * puts its request into its error, would else bring it into the log, the database and the page.
 */
export function withoutSecrets(engine: RenderEngine, redact: Redact): RenderEngine {
  const told = <T extends { readonly detail: string }>(said: T): T => ({ ...said, ...wordsOf(said, redact) });
  /** Calls the engine; a refusal is told without secrets, and so is an exception. */
  const ask = async <T, E extends { readonly detail: string }>(
    call: () => Promise<Result<T, E>>,
  ): Promise<Result<T, E>> => {
    const answer = await rethrowing(call, redact);
    return answer.ok ? answer : err(told(answer.error));
  };
  const test = engine.test?.bind(engine);
  return {
    ...(test === undefined
      ? {}
      : { test: async (signal: AbortSignal) => told(await rethrowing(() => test(signal), redact)) }),
    get description() {
      return engine.description;
    },
    get maxConcurrent() {
      return engine.maxConcurrent;
    },
    get workers() {
      const { workers } = engine;
      if (workers === undefined || workers === null || workers.gpu === null) return workers;
      return { ...workers, gpu: redact(workers.gpu) };
    },
    ...(engine.roughSeconds === undefined ? {} : { roughSeconds: (input) => engine.roughSeconds?.(input) ?? null }),
    ...(engine.patienceMs === undefined ? {} : { patienceMs: engine.patienceMs }),
    configure: (settings) => engine.configure(settings),
    health: async (signal) => told(await rethrowing(() => engine.health(signal), redact)),
    submit: (request, signal) => ask(() => engine.submit(request, signal)),
    adopt: (attempt, signal) => ask(() => engine.adopt(attempt, signal)),
    poll: async (render, signal) => {
      const polled = await ask(() => engine.poll(render, signal));
      return polled.ok ? ok(tellStatus(polled.value, redact)) : polled;
    },
    cancel: (target, signal) => ask(() => engine.cancel(target, signal)),
    retrieve: (render, toPath, signal) => ask(() => engine.retrieve(render, toPath, signal)),
    release: (attempt) => rethrowing(() => engine.release(attempt), redact),
    close: () => rethrowing(() => engine.close(), redact),
  };
}

/** Passes an exception on, and where it quotes a secret, one in its place that does not. */
async function rethrowing<T>(call: () => Promise<T>, redact: Redact): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (!(cause instanceof Error)) throw new Error(redact(String(cause)));
    const [message, stack] = [redact(cause.message), redact(cause.stack ?? '')];
    if (message === cause.message && stack === (cause.stack ?? '') && cause.cause === undefined) throw cause;
    // Its own cause stays behind: what that quotes cannot be known.
    const clean = new Error(message);
    clean.name = cause.name;
    clean.stack = stack;
    throw clean;
  }
}

/** What is meant for a log or a person: the texts that come from outside. */
const spoken = ['detail', 'userMessage', 'fix', 'waitingFor'] as const;

function wordsOf(said: object, redact: Redact): Record<string, string> {
  const words: Record<string, string> = {};
  for (const [name, text] of Object.entries(said)) {
    if (typeof text === 'string' && spoken.some((each) => each === name)) words[name] = redact(text);
  }
  return words;
}

function tellStatus(status: RenderStatus, redact: Redact): RenderStatus {
  switch (status.state) {
    case 'failed':
    case 'crashed':
      return { ...status, ...wordsOf(status, redact) };
    case 'waiting':
    case 'running':
      if (status.progress === undefined) return status;
      return { ...status, progress: { ...status.progress, stage: redact(status.progress.stage) } };
    case 'postponed':
      return { ...status, stage: redact(status.stage) };
    case 'finished':
    case 'moved':
    case 'lost':
      return status;
  }
}
