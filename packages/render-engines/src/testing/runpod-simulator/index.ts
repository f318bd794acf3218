/**
 * **RunPod, simulated**: the job API in front, the worker protocol behind, the management API beside them, each on a loopback
 * port of its own, and one queue between them. There is no shortcut: a job moves only by what workers say over HTTP, so the
 * official SDK with the real worker and `LightWorker` are the same to it. All time is the clock's that it is given.
 *
 * ```ts
 * const runpod = await startRunPodSimulator({ clock });
 * const worker = new LightWorker({ ...runpod, clock });
 * runpod.endpointUrl; runpod.apiKey; runpod.managementUrl;        // for the client under test
 * runpod.faults.add({ route: 'run', fault: { kind: 'server_error', accepted: true } });   // the next call, see AnswerFault
 * runpod.workers.capacity = { mode: 'throttled' };                // none, cold, open: see Capacity
 * await runpod.setNetwork('refused');                             // nobody can connect, workers work on
 * worker.next.push({ holdAt: 'denoise' });                        // its next job: see Behaviour
 * runpod.requests.count('run'); runpod.jobs; runpod.billedMs();   // what happened
 * await worker.kill(); await runpod.close();
 * ```
 *
 * What is known of RunPod is in the code as it is; where nothing is documented it does this: a cancel of a job that ended
 * answers with that end; a worker that vanished counts as gone after 30 s without a sign of life, its job is given to another
 * one once, and ends as TIMED_OUT the second time; results of a job that has ended are taken and dropped; the bodies of errors
 * are `{"error": text}`.
 */
export { type AnswerFault, type FaultRule, faultRoutes, faultRuleSchema } from './answer-fault.ts';
export { catalogGpus, defaultEndpointFacts, type EndpointFacts } from './endpoint-facts.ts';
export { FaultDesk } from './fault-desk.ts';
export { JobQueue } from './job-queue.ts';
export type { ControlCommand, ControlState } from './control-command.ts';
export { LightFleet } from './light-fleet.ts';
export * from './light-worker/index.ts';
export { type MemoryObjects, startMemoryObjects } from './memory-objects.ts';
export { rateLimits } from './rate-limits.ts';
export { type LoggedRequest, RequestLog } from './request-log.ts';
export { type RunPodSimulator, type RunPodSimulatorOptions, startRunPodSimulator } from './runpod-simulator.ts';
export { type SdkWorker, type SdkWorkerOptions, startSdkWorker, workerEnvironment } from './sdk-worker.ts';
export { sampleOrder } from './sample-order.ts';
export { billedMs, type JobRun, type JobState, jobStates, type SimulatedJob } from './simulated-job.ts';
export {
  type SimulatorProcess,
  type SimulatorProcessOptions,
  startSimulatorProcess,
} from './start-simulator-process.ts';
export type { Capacity, WorkerCounts } from './worker-capacity.ts';
export { WorkerRoster } from './worker-roster.ts';
