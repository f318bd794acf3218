'use client';

import { useMutation } from '@tanstack/react-query';
import type { Cloud } from '@videoexpress/job-schema';
import { useState } from 'react';
import { CallFailure, fieldProblems } from '../../../api/call-failure.ts';
import { call } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';
import { useShowCloud } from './cloud-query.ts';

const inputClasses =
  'h-8 w-full min-w-0 rounded-2 border border-line-control bg-surface-1 px-2 aria-invalid:border-negative max-md:h-10 max-md:text-title';

/** Who is signed in, or the way in: a password, or a code by e-mail. */
export function SignIn({ cloud }: { readonly cloud: Cloud }) {
  const show = useShowCloud();
  const signOut = useMutation({ mutationFn: async () => (await call('cloudSignOut', {})).body, onSuccess: show });
  if (cloud.signedInAs === null) return <SignInForm />;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <p className="min-w-0 flex-1 wrap-anywhere">Signed in as {cloud.signedInAs}</p>
      <Button disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        Sign out
      </Button>
    </div>
  );
}

function SignInForm() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [codeSentTo, setCodeSentTo] = useState<string | null>(null);
  const show = useShowCloud();
  const asksForCode = codeSentTo !== null && codeSentTo === email;
  const signIn = useMutation({
    mutationFn: async () => {
      if (asksForCode) {
        show((await call('cloudVerify', { body: { email, code } })).body);
        return;
      }
      const body = password === '' ? { email } : { email, password };
      const answer = (await call('cloudSignIn', { body })).body;
      if (answer.codeSent) setCodeSentTo(email);
      else show(answer.cloud);
    },
    onSettled: () => setPassword(''),
  });
  const problems = fieldProblems(signIn.error);
  const problemOf = (field: string) => problems.find(({ path }) => path === field)?.message;
  const general = problems.length === 0 && signIn.error instanceof CallFailure ? signIn.error.message : undefined;
  return (
    <form
      className="grid gap-3 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!signIn.isPending) signIn.mutate();
      }}
    >
      <h3 className="font-medium">Sign in to your project</h3>
      <Field id="cloud-email" label="E-mail address" error={problemOf('email')}>
        <input
          id="cloud-email"
          type="email"
          autoComplete="username"
          required
          maxLength={320}
          value={email}
          aria-invalid={problemOf('email') !== undefined}
          aria-describedby="cloud-email-error"
          onChange={(change) => setEmail(change.target.value)}
          className={inputClasses}
        />
      </Field>
      {asksForCode ? (
        <Field id="cloud-code" label={`Code from the e-mail to ${codeSentTo}`} error={problemOf('code')}>
          <input
            id="cloud-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={12}
            value={code}
            aria-invalid={problemOf('code') !== undefined}
            aria-describedby="cloud-code-error"
            onChange={(change) => setCode(change.target.value)}
            className={inputClasses}
          />
        </Field>
      ) : (
        <Field id="cloud-password" label="Password, or nothing for a code by e-mail" error={problemOf('password')}>
          <input
            id="cloud-password"
            type="password"
            autoComplete="current-password"
            maxLength={1000}
            value={password}
            aria-invalid={problemOf('password') !== undefined}
            aria-describedby="cloud-password-error"
            onChange={(change) => setPassword(change.target.value)}
            className={inputClasses}
          />
        </Field>
      )}
      <FieldError id="cloud-sign-in-error" message={general} />
      <div className="flex flex-wrap gap-2">
        <Button submits tone="neutral" disabled={signIn.isPending}>
          {asksForCode || password !== '' ? 'Sign in' : 'Send a code'}
        </Button>
        {asksForCode ? (
          <Button tone="bare" onClick={() => setCodeSentTo(null)}>
            Use a password
          </Button>
        ) : null}
      </div>
    </form>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly children: React.ReactNode;
}

function Field({ id, label, error, children }: FieldProps) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-meta wrap-anywhere text-text-2">
        {label}
      </label>
      {children}
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}
