'use client';

import type { Settings } from '@videoexpress/job-schema';
import { useAbout } from '../about-query.ts';
import { CloudAddress } from './cloud-address.tsx';
import { useCloud } from './cloud-query.ts';
import { CloudSetUp } from './cloud-set-up.tsx';
import { CloudState } from './cloud-state.tsx';
import { OtherMachines } from './other-machines.tsx';
import { RecoveryKey } from './recovery-key.tsx';
import { SignIn } from './sign-in.tsx';

/** How the copy stands, where it is and how its project is set up; who is signed in, the recovery key, other computers. */
export function CloudBody({ settings }: { settings: Settings }) {
  const outside = useAbout()?.outside.find(({ name }) => name === 'SUPABASE_URL');
  const cloud = useCloud();
  const isIn = cloud?.configured === true && cloud.signedInAs !== null;
  return (
    <>
      {cloud === undefined ? null : <CloudState cloud={cloud} />}
      <CloudAddress address={settings.supabaseUrl} outside={outside} />
      {cloud?.configured === true ? <SignIn cloud={cloud} /> : null}
      {isIn ? <RecoveryKey isShown={cloud.recoveryKeyShown} /> : null}
      {cloud === undefined || cloud.others.length === 0 ? null : <OtherMachines machines={cloud.others} />}
      <CloudSetUp />
    </>
  );
}
