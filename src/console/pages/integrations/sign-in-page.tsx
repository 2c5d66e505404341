import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { allErrors, useSave } from '../../api/save.ts';
import { RowSkeletons } from '../../parts/outcomes.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { takeSignIn } from './begun-sign-ins.ts';
import { finishSignInMutation } from './queries.ts';
import { type Outcome, outcomeState } from './sign-in-outcome.tsx';

const home = '/integrations';

/** A page of the console as its router names it. */
const inConsole = (path: string | null | undefined): string =>
  path?.startsWith('/console/') ? path.slice('/console'.length) : home;

const failed = (reason: string): Outcome => ({ kind: 'FAILED', reason });

/** Where a vendor's answer arrives, behind the #: brings the sign-in to its end with the key in use. */
export const VendorSignInPage = () => {
  const go = useNavigate();
  const { save } = useSave(finishSignInMutation, (data) => data.finishIntegrationSignIn);
  const begun = useRef(false);

  useEffect(() => {
    // An answer is good for one try only.
    if (begun.current) return;
    begun.current = true;
    const said = new URLSearchParams(window.location.hash.slice(1));
    const leave = (path: string, outcome: Outcome): void =>
      void go(path, { replace: true, state: outcomeState(outcome) });

    const finish = async (state: string): Promise<void> => {
      const saved = await save({
        input: {
          state,
          finishToken: takeSignIn(state),
          code: said.get('code'),
          error: said.get('error'),
          errorDescription: said.get('error_description'),
        },
      });
      if (!saved.ok) return leave(home, failed(allErrors(saved.errors)));
      const { linkedAccount, renewed, returnTo } = saved.payload;
      const label = linkedAccount?.label ?? 'The account';
      leave(inConsole(returnTo), { kind: renewed ? 'RENEWED' : 'CONNECTED', label });
    };

    const state = said.get('state');
    if (state) void finish(state);
    else leave(home, failed('The vendor sent the browser back without saying for what. Connect again.'));
  }, [go, save]);

  return (
    <>
      <PageHeader title="Integrations" hint="Finishing the sign-in…" />
      <RowSkeletons rows={2} />
    </>
  );
};
