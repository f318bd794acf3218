/** An XMLHttpRequest whose answers a test gives, one by one. */
export class ScriptedRequest extends EventTarget {
  /** Those that were sent and have no answer yet, oldest first. */
  static readonly open: ScriptedRequest[] = [];
  readonly upload = new EventTarget();
  status = 0;
  responseText = '';
  form: FormData | null = null;

  readonly open = (): void => {};
  readonly setRequestHeader = (): void => {};

  send(form: FormData): void {
    this.form = form;
    ScriptedRequest.open.push(this);
  }

  abort(): void {
    this.#end('abort');
  }

  progress(loaded: number, total: number): void {
    this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded, total, lengthComputable: true }));
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.#end('load');
  }

  cut(): void {
    this.#end('error');
  }

  #end(how: string): void {
    const at = ScriptedRequest.open.indexOf(this);
    if (at !== -1) ScriptedRequest.open.splice(at, 1);
    this.dispatchEvent(new Event(how));
    this.dispatchEvent(new Event('loadend'));
  }
}
