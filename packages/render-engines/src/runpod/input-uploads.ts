import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, ObjectError, ObjectStore } from '@videoexpress/studio';
import type { InputFile } from '../gpu-worker/input-files.ts';

/** An upload that no submission has asked for this long goes on for nobody. */
const abandonedAfterMs = 15 * 60_000;

/** Why a file is not in the storage: a fault of that, or it takes its time. */
export type UploadDelay = ObjectError | { readonly code: 'under_way'; readonly detail: string };

interface Upload {
  readonly store: ObjectStore;
  readonly ended: Promise<Result<null, ObjectError>>;
  readonly callOff: AbortController;
  /** From 0 to 1. */
  fraction: number;
  /** Calls off the end that comes when nobody has waited for long. */
  keep: () => void;
}

/**
 * Puts input files into the object storage: each of them once at a time, and in its own time. A LoRA on a person's own line
 * takes longer than a submission may, so an upload goes on when the submission that began it is put off, and the next one
 * finds it further on, or done. Of two uploads of one object at a time each would also take the other's parts away.
 */
export class InputUploads {
  readonly #clock: Clock;
  readonly #underWay = new Map<string, Upload>();
  readonly #stop = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits until the file is there, or `signal` is aborted: then it is still under way. */
  async put(store: ObjectStore, key: string, file: InputFile, signal: AbortSignal): Promise<Result<null, UploadDelay>> {
    const upload = this.#uploadOf(store, key, file);
    let leave = (): void => undefined;
    const called = new Promise<null>((resolve) => {
      leave = () => resolve(null);
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    });
    upload.keep();
    const ended = await Promise.race([upload.ended, called]);
    signal.removeEventListener('abort', leave);
    if (ended !== null) return ended;
    upload.keep();
    if (!this.#stop.signal.aborted) upload.keep = this.#clock.after(abandonedAfterMs, () => upload.callOff.abort());
    return err({ code: 'under_way', detail: words(file, upload.fraction) });
  }

  /** Calls every upload off, and waits for none: what they leave behind is taken back by the next upload of that object. */
  close(): void {
    this.#stop.abort();
    for (const { keep } of this.#underWay.values()) keep();
  }

  #uploadOf(store: ObjectStore, key: string, file: InputFile): Upload {
    const known = this.#underWay.get(key);
    if (known?.store === store) return known;
    // Another bucket was set up meanwhile.
    known?.callOff.abort();
    const callOff = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, callOff.signal]);
    const upload: Upload = {
      store,
      callOff,
      fraction: 0,
      keep: () => undefined,
      ended: this.#send(store, key, file, { signal, tell: (fraction) => (upload.fraction = fraction) }).finally(() => {
        upload.keep();
        if (this.#underWay.get(key) === upload) this.#underWay.delete(key);
      }),
    };
    this.#underWay.set(key, upload);
    return upload;
  }

  /** The same bytes are stored once, under their own hash, however many jobs use them. */
  async #send(
    store: ObjectStore,
    key: string,
    { path, bytes, sha256, extension }: InputFile,
    { signal, tell }: { readonly signal: AbortSignal; readonly tell: (fraction: number) => void },
  ): Promise<Result<null, ObjectError>> {
    const there = await store.head(key, signal);
    if (!there.ok) return there;
    if (there.value?.bytes === bytes) return ok(null);
    const contentType = contentTypes[extension] ?? 'application/octet-stream';
    const onProgress = (done: number, total: number) => tell(total === 0 ? 1 : done / total);
    const put = await store.putFile(key, path, { contentType, sha256, onProgress, signal });
    return put.ok ? ok(null) : put;
  }
}

function words({ bytes }: InputFile, fraction: number): string {
  const size = (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);
  return `an input file of ${size} MB is on its way there, ${Math.floor(fraction * 100)} % of it so far.`;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
};
