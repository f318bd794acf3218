import type { HostConfig } from '@videoexpress/host';
import { err, type Result } from '@videoexpress/job-schema';
import type { Clock, ObjectStorage, SecretReader } from '@videoexpress/studio';
import type { AttemptMemory } from './attempt-memory.ts';
import type { AttemptNotes } from './attempt-notes.ts';
import { type EndpointAddress, readEndpointAddress } from './endpoint-address.ts';
import type { EndpointWatch } from './endpoint-watch.ts';
import { gpuPrices, listPrice } from './gpu-prices.ts';
import type { InputUploads } from './input-uploads.ts';
import type { Leftovers } from './leftovers.ts';
import type { EndpointFacts } from './management-client.ts';
import type { RunPodClient } from './runpod-client.ts';
import { defaultRunPodSettings, type RunPodSettings } from './runpod-settings.ts';
import type { StoredInputs } from './stored-inputs.ts';

/** What the RunPod engine is made from. */
export interface RunPodEngineDeps {
  readonly secrets: SecretReader;
  readonly objects: ObjectStorage;
  readonly clock: Clock;
  readonly variables: HostConfig['variables'];
  readonly appVersion: string;
  /** What has to be known of attempts beyond their rows is kept in here. */
  readonly scratchFolder: string;
}

/** Its parts, as they work together. */
export interface RunPodParts {
  readonly deps: RunPodEngineDeps;
  readonly client: RunPodClient;
  readonly watch: EndpointWatch;
  readonly memory: AttemptMemory;
  readonly notes: AttemptNotes;
  readonly leftovers: Leftovers;
  readonly inputs: StoredInputs;
  readonly uploads: InputUploads;
  readonly setup: RunPodSetup;
}

/** Where there is no endpoint: why, as a sentence for the person. */
export type NoEndpoint = { readonly code: 'not_set' } | { readonly code: 'invalid'; readonly detail: string };

/** What is set for the engine at this moment. */
export class RunPodSetup {
  readonly #variables: HostConfig['variables'];
  #settings: RunPodSettings = defaultRunPodSettings;

  constructor(variables: HostConfig['variables']) {
    this.#variables = variables;
  }

  get settings(): RunPodSettings {
    return this.#settings;
  }

  use(settings: RunPodSettings): void {
    this.#settings = settings;
  }

  /** The endpoint in force: the environment's, else the one of Settings. */
  endpoint(): Result<EndpointAddress, NoEndpoint> {
    const given = this.#variables.RUNPOD_ENDPOINT?.value ?? this.#settings.endpoint;
    if (given.trim() === '') return err({ code: 'not_set' });
    const read = readEndpointAddress(given);
    return read.ok ? read : err({ code: 'invalid', detail: read.error });
  }

  /** What the endpoint runs on, by name: what a person chose for the price, else what RunPod says; null: not known. */
  gpu(fromRunPod: string | null): string | null {
    const chosen = gpuPrices.find(({ value }) => value === this.#settings.gpu);
    return chosen?.label ?? fromRunPod;
  }

  /** US dollars a second that a worker works, with all its GPUs; null: not known. */
  pricePerSecond(facts: EndpointFacts | null): number | null {
    const ofOne = this.#settings.gpu === 'auto' ? (facts?.pricePerSecondUsd ?? null) : listPrice(this.#settings.gpu);
    return ofOne === null ? null : ofOne * (facts?.gpuCount ?? 1);
  }
}

/** The three steps to a RunPod that renders. */
export const setUpSteps =
  "1. Make a serverless endpoint with this studio's worker at RunPod (docs/runpod.md). 2. Set its id in Settings, Engines, RunPod. 3. Set the API key in Settings, Keys.";

/** What a person is told who has not set it up. */
export function noEndpointWords(missing: NoEndpoint): string {
  return missing.code === 'invalid' ? missing.detail : 'RunPod has no endpoint set.';
}
