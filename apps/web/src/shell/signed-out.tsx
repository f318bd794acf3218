import { productName } from '../queue/page-title.ts';

/** What a browser without a session sees: the way in. It tries again by itself when the person comes back to it. */
export function SignedOut() {
  return (
    <main className="grid min-h-dvh place-items-center bg-surface-0 p-4">
      <div className="grid w-full max-w-[480px] gap-6 rounded-2 border border-line bg-surface-1 p-6">
        <div className="grid gap-2">
          <h1 className="text-hero font-semibold">Open the studio from the command line</h1>
          <p className="text-read text-text-2">
            This browser has no session. {productName} lets in only browsers that the person at this machine opened. On
            that machine, run:
          </p>
        </div>
        <pre className="rounded-2 border border-line bg-surface-2 px-4 py-3 font-mono text-body">videoexpress open</pre>
        <p className="text-meta text-text-2">
          In a clone it is <Code>npx videoexpress open</Code>, in its folder; where npx started the studio from a file,
          the same with that file in place of the name. A studio that was started with <Code>--data-dir</Code> is opened
          with the same one. Once you are in, this page notices by itself.
        </p>
      </div>
    </main>
  );
}

function Code({ children }: { readonly children: string }) {
  return <code className="font-mono text-text-1">{children}</code>;
}
